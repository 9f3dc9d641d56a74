package dev.tamis.embedding.model;

import ai.onnxruntime.OrtException;
import dev.tamis.common.contract.DenseVector;
import dev.tamis.common.contract.embedding.InputType;
import dev.tamis.common.kernel.Normalization;
import dev.tamis.embedding.tokenize.TextTokenizer;
import dev.tamis.embedding.tokenize.Tokens;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/// Turns texts into vectors by one model, on the thread that asks.
///
/// Threads may share one encoder and scale with the cores; each text is run by itself, so its vector depends on
/// nothing but the text and its type. Memory: a service with a model of 34 MB and two threads
/// measured 475 MB resident, heap included, after inputs of 512 tokens.
public final class TextEncoder implements AutoCloseable {

    private final ModelDescription model;
    private final TextTokenizer tokenizer;
    private final Network network;

    /// Encoding reads, closing writes: native memory must not go while a text runs on it.
    private final ReadWriteLock life = new ReentrantReadWriteLock();

    private boolean closed;

    private TextEncoder(ModelDescription model, TextTokenizer tokenizer, Network network) {
        this.model = model;
        this.tokenizer = tokenizer;
        this.network = network;
    }

    /// Loads a model from the class path, within a second or so.
    ///
    /// @throws ModelFailedException if its resources or the native libraries are missing or broken
    public static TextEncoder open(ModelDescription model) {
        TextTokenizer tokenizer = null;
        try (InputStream onnx = resource(model.network());
                InputStream tokenizerJson = resource(model.tokenizer())) {
            tokenizer = TextTokenizer.open(tokenizerJson, model.maxTokens());
            return new TextEncoder(model, tokenizer, Network.open(onnx.readAllBytes(), model));
        } catch (IOException | OrtException | RuntimeException | LinkageError broken) {
            if (tokenizer != null) {
                tokenizer.close();
            }
            throw new ModelFailedException("model '%s' could not be loaded".formatted(model.name()), broken);
        }
    }

    private static InputStream resource(String name) throws FileNotFoundException {
        InputStream resource = TextEncoder.class.getResourceAsStream(name);
        if (resource == null) {
            throw new FileNotFoundException("no resource " + name + " on the class path");
        }
        return resource;
    }

    public ModelDescription model() {
        return model;
    }

    /// The vector of a text, which gets the model's prefix for its type first.
    ///
    /// @throws ModelFailedException if the model could not be run
    /// @throws IllegalStateException after [#close]
    public EncodedText encode(String text, InputType type) {
        life.readLock().lock();
        try {
            if (closed) {
                throw new IllegalStateException("the encoder of model '%s' is closed".formatted(model.name()));
            }
            Tokens tokens = tokenizer.tokenize(model.prefix(type) + text);
            float[] vector = network.run(tokens);
            Normalization.normalize(vector);
            return new EncodedText(DenseVector.of(vector), tokens.count(), tokens.truncated());
        } catch (OrtException failure) {
            throw new ModelFailedException("model '%s' could not be run".formatted(model.name()), failure);
        } finally {
            life.readLock().unlock();
        }
    }

    /// Waits for the texts that are being encoded, then frees the model.
    @Override
    public void close() {
        life.writeLock().lock();
        try {
            if (!closed) {
                closed = true;
                tokenizer.close();
                network.close();
            }
        } catch (OrtException failure) {
            throw new ModelFailedException("model '%s' could not be closed".formatted(model.name()), failure);
        } finally {
            life.writeLock().unlock();
        }
    }
}
