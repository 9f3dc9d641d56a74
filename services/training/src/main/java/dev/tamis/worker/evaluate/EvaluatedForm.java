package dev.tamis.worker.evaluate;

import dev.tamis.training.evaluate.Form;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// A form of the vectors that is to be measured, made when it is its turn: one at a time is in memory.
///
/// @param model id of the fitted model that makes it; null if none does
record EvaluatedForm(@Nullable String model, Supplier<Form> form) {}
