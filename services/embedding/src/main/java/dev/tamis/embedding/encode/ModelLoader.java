package dev.tamis.embedding.encode;

import dev.tamis.embedding.model.ModelDescription;
import dev.tamis.embedding.model.TextEncoder;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Loads a model on a thread of its own, so that the service starts meanwhile; who needs the model waits here.
final class ModelLoader implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(ModelLoader.class);

    /// How far the loading is.
    enum State {
        LOADING,
        LOADED,
        FAILED
    }

    private final CompletableFuture<TextEncoder> encoder = new CompletableFuture<>();

    ModelLoader(ModelDescription model, Function<ModelDescription, TextEncoder> open) {
        Thread.ofPlatform().name("model-loader").daemon().start(() -> load(model, open));
    }

    private void load(ModelDescription model, Function<ModelDescription, TextEncoder> open) {
        long start = System.nanoTime();
        try {
            encoder.complete(open.apply(model));
            log.atInfo()
                    .addKeyValue("model", model.name())
                    .addKeyValue(
                            "tookMillis",
                            Duration.ofNanos(System.nanoTime() - start).toMillis())
                    .log("model loaded");
        } catch (Throwable failure) { // also errors: a native library for this machine may be missing
            log.atError().addKeyValue("model", model.name()).setCause(failure).log("model failed to load");
            encoder.completeExceptionally(failure);
        }
    }

    /// The loaded model, waited for.
    ///
    /// @throws CompletionException if it failed to load
    TextEncoder encoder() {
        return encoder.join();
    }

    State state() {
        return switch (encoder.state()) {
            case RUNNING -> State.LOADING;
            case SUCCESS -> State.LOADED;
            case FAILED, CANCELLED -> State.FAILED;
        };
    }

    /// Frees the model, after its loading if need be.
    @Override
    public void close() {
        try {
            encoder.join().close();
        } catch (CompletionException failed) {
            // It never loaded; there is nothing to free.
        }
    }
}
