/// Tests of fits.
@NullMarked
package dev.tamis.worker.fit;

import org.jspecify.annotations.NullMarked;
