/// Tests of fitting, and what they share.
@NullMarked
package dev.tamis.training.fit;

import org.jspecify.annotations.NullMarked;
