/// What commands print: tables, progress, JSON and failures in plain words.
@NullMarked
package dev.tamis.cli.terminal;

import org.jspecify.annotations.NullMarked;
