/// Looking at jobs, waiting for them and cancelling them.
@NullMarked
package dev.tamis.cli.job;

import org.jspecify.annotations.NullMarked;
