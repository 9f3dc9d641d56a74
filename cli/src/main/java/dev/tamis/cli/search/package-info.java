/// Searching from the terminal.
@NullMarked
package dev.tamis.cli.search;

import org.jspecify.annotations.NullMarked;
