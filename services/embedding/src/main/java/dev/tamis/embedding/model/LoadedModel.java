package dev.tamis.embedding.model;

/// A model in memory.
sealed interface LoadedModel extends AutoCloseable permits OnnxTextEncoder, OnnxPairScorer {

    /// Waits for what runs on it, then frees it.
    @Override
    void close();
}
