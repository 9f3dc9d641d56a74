package dev.tamis.embedding.schedule;

import dev.tamis.common.contract.embedding.InputType;
import java.util.concurrent.CompletableFuture;

/// One text on its way through the scheduler.
///
/// @param <T> as its runner reads it
/// @param <R> what its runner makes of it
final class Text<T, R> {

    final Runner<T, R> runner;
    final T content;
    final String caller;
    final InputType type;
    final int tokens;

    /// When it came, by the scheduler's clock, in nanoseconds.
    final long arrival;

    final CompletableFuture<R> result = new CompletableFuture<>();

    Text(Runner<T, R> runner, T content, String caller, InputType type, long arrival) {
        this.runner = runner;
        this.content = content;
        this.caller = caller;
        this.type = type;
        this.tokens = Math.max(1, runner.tokens(content));
        this.arrival = arrival;
    }
}
