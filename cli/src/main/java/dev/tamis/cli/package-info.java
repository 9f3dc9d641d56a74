/// The `tamis` command: its entry and how it fails.
@NullMarked
package dev.tamis.cli;

import org.jspecify.annotations.NullMarked;
