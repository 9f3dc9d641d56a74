/// Starting, stopping and looking at the stand-alone platform.
@NullMarked
package dev.tamis.cli.stack;

import org.jspecify.annotations.NullMarked;
