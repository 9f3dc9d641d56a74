/// Looking at fitted models, moving them, and choosing which are active.
@NullMarked
package dev.tamis.cli.model;

import org.jspecify.annotations.NullMarked;
