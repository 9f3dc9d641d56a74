package dev.tamis.embedding.model;

import dev.tamis.common.contract.embedding.ModelState;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A model that is loaded once, by the thread that first needs it; others wait. What is wrong with it is logged then,
/// and told to everyone who asks.
final class LazyModel implements ServedModel, AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(LazyModel.class);

    /// Opens a model.
    interface Opening {
        LoadedModel open() throws ModelFormatException;
    }

    private final ModelDescription description;
    private final Opening opening;
    private final AtomicBoolean begun = new AtomicBoolean();
    private final CompletableFuture<LoadedModel> model = new CompletableFuture<>();

    LazyModel(ModelDescription description, Opening opening) {
        this.description = description;
        this.opening = opening;
    }

    /// A model of which it is known already that it cannot be loaded; logged now.
    static LazyModel failed(ModelDescription description, ModelFormatException why) {
        var failed = new LazyModel(description, () -> {
            throw why;
        });
        failed.load();
        return failed;
    }

    @Override
    public ModelDescription description() {
        return description;
    }

    @Override
    public ModelState state() {
        return switch (model.state()) {
            case RUNNING -> begun.get() ? ModelState.LOADING : ModelState.AVAILABLE;
            case SUCCESS -> ModelState.READY;
            case FAILED, CANCELLED -> ModelState.FAILED;
        };
    }

    @Override
    public Optional<String> failure() {
        return state() == ModelState.FAILED ? Optional.of(reason(model.exceptionNow())) : Optional.empty();
    }

    @Override
    public TextEncoder encoder() {
        return switch (loaded()) {
            case OnnxTextEncoder encoder -> encoder;
            case OnnxPairScorer scorer ->
                throw new IllegalStateException("model '%s' is a cross-encoder".formatted(name()));
        };
    }

    @Override
    public PairScorer scorer() {
        return switch (loaded()) {
            case OnnxPairScorer scorer -> scorer;
            case OnnxTextEncoder encoder ->
                throw new IllegalStateException("model '%s' is no cross-encoder".formatted(name()));
        };
    }

    /// Loads the model if nobody did yet; returns when it is loaded or has failed.
    void load() {
        if (begun.compareAndSet(false, true)) {
            open();
        }
        model.exceptionally(failure -> null).join();
    }

    private void open() {
        long start = System.nanoTime();
        try {
            model.complete(opening.open());
            log.atInfo()
                    .addKeyValue("model", name())
                    .addKeyValue(
                            "tookMillis",
                            Duration.ofNanos(System.nanoTime() - start).toMillis())
                    .log("model loaded");
        } catch (ModelFormatException wrong) { // its message says all there is to say
            log.atError()
                    .addKeyValue("model", name())
                    .addKeyValue("reason", wrong.getMessage())
                    .log("model failed to load");
            model.completeExceptionally(wrong);
        } catch (Throwable failure) { // also errors: a native library for this machine may be missing
            log.atError().addKeyValue("model", name()).setCause(failure).log("model failed to load");
            model.completeExceptionally(failure);
        }
    }

    private LoadedModel loaded() {
        load();
        try {
            return model.join();
        } catch (CompletionException failed) {
            Throwable cause = failed.getCause();
            throw new ModelFailedException(
                    "model '%s' cannot be used: %s".formatted(name(), reason(cause)), failed.getCause());
        }
    }

    private static String reason(@Nullable Throwable failure) {
        return failure instanceof ModelFormatException wrong ? String.valueOf(wrong.getMessage()) : failure + ".";
    }

    /// Frees the model, after its loading if that has begun; it is not loaded any more after that.
    @Override
    public void close() {
        if (begun.compareAndSet(false, true)) {
            model.completeExceptionally(new IllegalStateException("the service is stopping"));
            return;
        }
        LoadedModel loaded = model.exceptionally(failure -> null).join();
        if (loaded != null) {
            loaded.close();
        }
    }
}
