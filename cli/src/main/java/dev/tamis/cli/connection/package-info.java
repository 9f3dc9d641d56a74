/// Which gateway a command talks to, and with which key.
@NullMarked
package dev.tamis.cli.connection;

import org.jspecify.annotations.NullMarked;
