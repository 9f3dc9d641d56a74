/// One page on how a fit went.
@NullMarked
package dev.tamis.training.report;

import org.jspecify.annotations.NullMarked;
