package dev.tamis.worker.data;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/// What a job may take. The defaults suit two cores and 2 GiB.
///
/// @param directory where fits that are not done keep how far they are; `tamis/training` among the temporary files by
///     default. Workers that share it go on with each other's
/// @param threads that compute
/// @param items most items in memory; of larger collections a sample is taken
/// @param page items that are fetched at a time
@Validated
@ConfigurationProperties("tamis.training")
public record TrainingProperties(
        @Nullable Path directory,
        @Min(1) @DefaultValue("2") int threads,
        @Min(100) @DefaultValue("60000") int items,
        @Min(1) @Max(4_000) @DefaultValue("2000") int page) {

    @Override
    public Path directory() {
        return directory == null ? Path.of(System.getProperty("java.io.tmpdir"), "tamis", "training") : directory;
    }
}
