/// Fits what is learned: one loop that draws batches, follows gradients, validates, stops early and resumes.
@NullMarked
package dev.tamis.training.fit;

import org.jspecify.annotations.NullMarked;
