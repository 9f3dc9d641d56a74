/// What log lines show.
@NullMarked
package dev.tamis.support.log;

import org.jspecify.annotations.NullMarked;
