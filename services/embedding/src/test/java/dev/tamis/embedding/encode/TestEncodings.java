package dev.tamis.embedding.encode;

import dev.tamis.embedding.model.ServedModel;
import dev.tamis.embedding.schedule.TestSchedule;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;

/// Encoding for tests of what is built on it.
public final class TestEncodings {

    private TestEncodings() {}

    /// See [LetterModel].
    public static ServedModel letterModel() {
        return new LetterModel();
    }

    public static EncodingService on(TestSchedule schedule) {
        var meters = new SimpleMeterRegistry();
        return new EncodingService(schedule.scheduler(), schedule.results(), new QueryCache(10, meters), meters);
    }
}
