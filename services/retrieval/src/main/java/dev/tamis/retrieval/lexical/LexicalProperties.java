package dev.tamis.retrieval.lexical;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.PositiveOrZero;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/// Settings of lexical search.
///
/// @param directory where the indexes are kept, which can be rebuilt; `tamis/lexical` among the temporary files by
///     default
/// @param k1 how soon more occurrences of a term count no more (BM25)
/// @param b how much long texts are held back, 0 to 1 (BM25)
/// @param commit how often changes are made durable, so that a restart need not read them again
/// @param page how many changes to read at once
/// @param buffer memory for changes on their way to disk, of each collection that is being changed
@Validated
@ConfigurationProperties("tamis.retrieval.lexical")
record LexicalProperties(
        @Nullable Path directory,
        @PositiveOrZero @DefaultValue("1.2") float k1,
        @Min(0) @Max(1) @DefaultValue("0.75") float b,
        @NotNull @DefaultValue("10s") Duration commit,
        @Min(1) @Max(10_000) @DefaultValue("1000") int page,
        @NotNull @DefaultValue("16MB") DataSize buffer) {

    /// Where the indexes are kept.
    Path home() {
        return directory == null ? Path.of(System.getProperty("java.io.tmpdir"), "tamis", "lexical") : directory;
    }
}
