/// Tests of what jobs work on.
@NullMarked
package dev.tamis.worker.data;

import org.jspecify.annotations.NullMarked;
