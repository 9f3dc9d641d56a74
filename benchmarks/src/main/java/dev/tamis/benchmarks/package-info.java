/// Measurements with ratios in one run. Each talks to the platform as a user does, through the `tamis` command.
@NullMarked
package dev.tamis.benchmarks;

import org.jspecify.annotations.NullMarked;
