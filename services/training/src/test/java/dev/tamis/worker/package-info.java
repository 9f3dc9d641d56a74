/// Tests of the training worker.
@NullMarked
package dev.tamis.worker;

import org.jspecify.annotations.NullMarked;
