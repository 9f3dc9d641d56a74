package dev.tamis.jobs;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Does with a job what a test says.
final class FakeHandler implements JobHandler<FakeHandler.Parameters> {

    private final String kind;
    private final Work work;

    /// What is done.
    interface Work {
        Map<String, Object> run(JobContext<Parameters> job) throws Exception;
    }

    record Parameters(@Nullable String word) {}

    FakeHandler(String kind, Work work) {
        this.kind = kind;
        this.work = work;
    }

    @Override
    public String kind() {
        return kind;
    }

    @Override
    public Class<Parameters> parameters() {
        return Parameters.class;
    }

    @Override
    public String unit() {
        return "steps";
    }

    @Override
    public Map<String, Object> run(JobContext<Parameters> job) throws Exception {
        return work.run(job);
    }
}
