package dev.tamis.retrieval.index;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tamis.common.contract.DenseVector;
import dev.tamis.common.contract.collection.IndexKind;
import dev.tamis.common.contract.collection.Language;
import dev.tamis.retrieval.collection.CollectionRef;
import dev.tamis.retrieval.follow.IndexFolder;
import dev.tamis.retrieval.item.VectorRow;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

@ExtendWith(OutputCaptureExtension.class)
class FollowedMemoryTest {

    private static final CollectionRef BOOKS =
            new CollectionRef(7, "books", null, 2, Language.ENGLISH, IndexKind.MEMORY, Instant.ofEpochSecond(1));
    /// More than a tail keeps.
    private static final int MANY = 20_000;

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path directory;

    @Test
    void maintenanceThatKeepsFailingIsToldOfOnceAndItsEndToo(CapturedOutput output) throws IOException {
        FollowedMemory index = open("0s");
        index.apply(rows(MANY));
        Path folder = directory.resolve(IndexFolder.nameOf(BOOKS));
        Path away = directory.resolve("away");
        Files.move(folder, away);

        for (int i = 0; i < 5; i++) {
            assertThat(index.maintain()).isFalse();
        }

        assertThat(output.getAll().split("index in memory not maintained, trying on", -1))
                .hasSize(2);
        assertThat(output).contains("books", "NoSuchFileException").doesNotContain("maintained again");
        Files.move(away, folder);

        assertThat(index.maintain()).isTrue();
        assertThat(index.maintain()).isFalse();

        assertThat(output.getAll().split("index in memory maintained again", -1))
                .hasSize(2);
        assertThat(index.index().statistics().segments()).isEqualTo(1);
        index.close();
    }

    @Test
    void afterAFailureItRests() throws IOException {
        FollowedMemory index = open("1h");
        index.apply(rows(MANY));
        Path folder = directory.resolve(IndexFolder.nameOf(BOOKS));
        Path away = directory.resolve("away");
        Files.move(folder, away);
        assertThat(index.maintain()).isFalse();
        Files.move(away, folder);

        assertThat(index.maintain()).as("though it could").isFalse();

        assertThat(index.index().statistics().segments()).isZero();
        index.close();
    }

    private FollowedMemory open(String retryAfter) throws IOException {
        var settings = new MapConfigurationPropertySource(Map.of(
                "tamis.retrieval.index.directory",
                directory.toString(),
                "tamis.retrieval.index.retry-after",
                retryAfter));
        return FollowedMemory.open(
                new Binder(settings).bindOrCreate("tamis.retrieval.index", IndexProperties.class), BOOKS, null);
    }

    private static List<VectorRow> rows(int count) {
        return IntStream.rangeClosed(1, count)
                .mapToObj(i -> new VectorRow(i, "i" + i, false, Map.of(), DenseVector.of(i, 1)))
                .toList();
    }
}
