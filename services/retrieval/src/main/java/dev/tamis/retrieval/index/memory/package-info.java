/// The index in memory: sealed segments, a growing tail, and a funnel from one-bit codes to exact cosines.
@NullMarked
package dev.tamis.retrieval.index.memory;

import org.jspecify.annotations.NullMarked;
