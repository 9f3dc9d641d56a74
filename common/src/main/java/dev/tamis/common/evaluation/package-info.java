/// How good a ranking is, measured against judgments, and how long it took.
@NullMarked
package dev.tamis.common.evaluation;

import org.jspecify.annotations.NullMarked;
