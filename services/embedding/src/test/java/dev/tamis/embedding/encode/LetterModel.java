package dev.tamis.embedding.encode;

import dev.tamis.common.contract.DenseVector;
import dev.tamis.common.contract.embedding.InputType;
import dev.tamis.common.contract.embedding.ModelKind;
import dev.tamis.common.contract.embedding.ModelState;
import dev.tamis.common.kernel.Normalization;
import dev.tamis.embedding.model.ModelDescription;
import dev.tamis.embedding.model.ModelSize;
import dev.tamis.embedding.model.PairScorer;
import dev.tamis.embedding.model.Pooling;
import dev.tamis.embedding.model.ServedModel;
import dev.tamis.embedding.model.TextEncoder;
import dev.tamis.embedding.tokenize.Tokens;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/// A model that reads a token for each character, and whose vectors are how often a text has the letters a to d,
/// scaled to norm 1. It can be told to hold what it encodes.
final class LetterModel implements ServedModel, TextEncoder {

    static final ModelSize FULL = new ModelSize(ModelSize.FULL, 1, List.of(4, 2));

    private final Semaphore begun = new Semaphore(0);
    private volatile CountDownLatch gate = new CountDownLatch(0);

    void hold() {
        gate = new CountDownLatch(1);
    }

    void release() {
        gate.countDown();
    }

    void awaitBegun(int texts) throws InterruptedException {
        if (!begun.tryAcquire(texts, 20, TimeUnit.SECONDS)) {
            throw new IllegalStateException("no thread began the texts");
        }
    }

    @Override
    public ModelDescription description() {
        return new ModelDescription(
                "letters", ModelKind.EMBEDDING, Pooling.MEAN, "?", "", List.of(FULL), 100, "Apache-2.0");
    }

    @Override
    public ModelState state() {
        return ModelState.READY;
    }

    @Override
    public Optional<String> failure() {
        return Optional.empty();
    }

    @Override
    public TextEncoder encoder() {
        return this;
    }

    @Override
    public PairScorer scorer() {
        throw new IllegalStateException("no cross-encoder");
    }

    @Override
    public Tokens tokenize(String text, InputType type) {
        return Tokens.of(
                (description().prefix(type) + text).chars().asLongStream().toArray());
    }

    @Override
    public String cut(String text, int tokens) {
        return text.substring(0, Math.min(tokens, text.length()));
    }

    @Override
    public int countTokens(String text, InputType type) {
        return tokenize(text, type).count();
    }

    @Override
    public List<DenseVector> encode(List<Tokens> batch, ModelSize size) {
        begun.release(batch.size());
        try {
            if (!gate.await(20, TimeUnit.SECONDS)) {
                throw new IllegalStateException("nobody released the model");
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
        return batch.stream().map(LetterModel::vector).toList();
    }

    static DenseVector vector(Tokens tokens) {
        float[] counts = new float[4];
        for (long id : tokens.toArray()) {
            if (id >= 'a' && id <= 'd') {
                counts[(int) id - 'a']++;
            }
        }
        Normalization.normalize(counts);
        return DenseVector.of(counts);
    }

    @Override
    public boolean independent() {
        return true;
    }
}
