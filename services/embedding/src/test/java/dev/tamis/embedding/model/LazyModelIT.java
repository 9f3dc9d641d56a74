package dev.tamis.embedding.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tamis.common.contract.embedding.InputType;
import dev.tamis.common.contract.embedding.ModelState;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(30)
class LazyModelIT {

    @TempDir
    private Path folder;

    private ModelFiles files = new FolderFiles(Path.of("none"));
    private ModelSpec spec = new ModelSpec(ModelDescription.unknown("none"), "", "", null, Map.of());
    private final AtomicInteger openings = new AtomicInteger();

    @BeforeEach
    void write() throws Exception {
        files = new FolderFiles(TinyModel.embedding(folder.resolve("tiny")).folder());
        try (var yaml = files.open(ModelYaml.FILE)) {
            spec = ModelYaml.read(yaml, "tiny");
        }
    }

    @Test
    void manyThatNeedAModelAtOnceLoadItOnceAndAllWait() throws Exception {
        var opens = new CountDownLatch(1);
        var begun = new CountDownLatch(1);
        try (var model = new LazyModel(spec.description(), () -> {
                    begun.countDown();
                    awaitQuietly(opens);
                    return open();
                });
                var callers = Executors.newVirtualThreadPerTaskExecutor()) {
            assertThat(model.state()).isEqualTo(ModelState.AVAILABLE);

            Callable<TextEncoder> need = model::encoder;
            List<Future<TextEncoder>> encoders =
                    List.of(callers.submit(need), callers.submit(need), callers.submit(need));
            assertThat(begun.await(20, TimeUnit.SECONDS)).isTrue();
            assertThat(model.state()).isEqualTo(ModelState.LOADING);
            opens.countDown();

            TextEncoder first = encoders.getFirst().get();
            for (Future<TextEncoder> encoder : encoders) {
                assertThat(encoder.get()).isSameAs(first);
            }
            assertThat(openings).hasValue(1);
            assertThat(model.state()).isEqualTo(ModelState.READY);
        }
    }

    @Test
    void anErrorOfTheMachineFailsTheModelForGood() {
        try (var model = new LazyModel(spec.description(), () -> {
            openings.incrementAndGet();
            throw new UnsatisfiedLinkError("no native library for this machine");
        })) {
            for (int i = 0; i < 2; i++) {
                assertThatThrownBy(model::encoder)
                        .isInstanceOf(ModelFailedException.class)
                        .hasMessage("model 'tiny' cannot be used: java.lang.UnsatisfiedLinkError: "
                                + "no native library for this machine.");
            }
            assertThat(model.state()).isEqualTo(ModelState.FAILED);
            assertThat(openings).hasValue(1);
        }
    }

    @Test
    void aModelThatIsClosedFirstIsNeverLoaded() {
        var model = new LazyModel(spec.description(), this::open);

        model.close();

        assertThatThrownBy(model::encoder)
                .isInstanceOf(ModelFailedException.class)
                .hasMessageEndingWith("the service is stopping.");
        assertThat(openings).hasValue(0);
    }

    @Test
    void closingFreesTheModel() {
        var model = new LazyModel(spec.description(), this::open);
        TextEncoder encoder = model.encoder();

        model.close();

        assertThatThrownBy(() -> encoder.tokenize("tide", InputType.QUERY))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("model 'tiny' is closed");
    }

    private LoadedModel open() throws ModelFormatException {
        openings.incrementAndGet();
        return ModelOpening.open(spec, files, 1);
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
