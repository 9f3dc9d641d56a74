/// Scan kernels beside the read bandwidth of the machine.
@NullMarked
package dev.tamis.benchmarks.scan;

import org.jspecify.annotations.NullMarked;
