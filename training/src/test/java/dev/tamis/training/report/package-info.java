/// Tests of the report.
@NullMarked
package dev.tamis.training.report;

import org.jspecify.annotations.NullMarked;
