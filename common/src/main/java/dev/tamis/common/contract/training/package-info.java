/// Fitting and evaluating models: what the jobs that do it are told, and what they answer.
@NullMarked
package dev.tamis.common.contract.training;

import org.jspecify.annotations.NullMarked;
