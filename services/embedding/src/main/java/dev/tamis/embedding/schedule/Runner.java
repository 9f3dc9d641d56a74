package dev.tamis.embedding.schedule;

import java.util.List;

/// What texts are run on: a model in one of its sizes. Equal runners may share a batch.
///
/// @param <T> a text, ready to be run
/// @param <R> what is made of it
public interface Runner<T, R> {

    /// Name of the model.
    String model();

    /// Whether a text's result is the same in a batch as alone. If not, each text is run by itself.
    boolean independent();

    /// Tokens of a text, at least 1: what it costs.
    int tokens(T text);

    /// Runs texts together, on the calling thread.
    ///
    /// @param texts at least one; exactly one unless [#independent]
    /// @return one result a text, in their order
    List<R> run(List<T> texts);
}
