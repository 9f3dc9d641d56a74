/// The embedding service beside other ways to run the same models: texts a second, waiting times, sizes.
@NullMarked
package dev.tamis.benchmarks.embedding;

import org.jspecify.annotations.NullMarked;
