package dev.tamis.worker.fit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tamis.worker.data.TrainingProperties;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckpointsTest {

    @TempDir
    Path directory;

    private Checkpoints checkpoints = new Checkpoints(new TrainingProperties(null, 1, 100, 1));

    @BeforeEach
    void open() {
        checkpoints = new Checkpoints(new TrainingProperties(directory, 1, 100, 1));
    }

    @Test
    void anAttemptBeginsWithWhatTheLastOneBeforeItLeft() throws IOException {
        UUID job = UUID.randomUUID();
        Path first = checkpoints.open(job, 1);
        assertThat(first).doesNotExist();
        Files.writeString(first, "half");

        // The second attempt died before it wrote anything of its own.
        checkpoints.open(job, 2);

        assertThat(checkpoints.open(job, 3)).hasContent("half");
        assertThat(checkpoints.open(UUID.randomUUID(), 2)).doesNotExist();
    }

    @Test
    void anAttemptThatWasGivenUpSpoilsNothing() throws IOException {
        UUID job = UUID.randomUUID();
        Path zombie = checkpoints.open(job, 1);
        Files.writeString(zombie, "half");
        Path heir = checkpoints.open(job, 2);

        Files.writeString(zombie, "written late");

        assertThat(heir).hasContent("half");
    }

    @Test
    void whatADoneJobLeftIsRemovedAndThatOfOthersOnceItIsOld() throws IOException {
        UUID done = UUID.randomUUID();
        UUID old = UUID.randomUUID();
        UUID recent = UUID.randomUUID();
        for (UUID job : new UUID[] {done, old, recent}) {
            Files.writeString(checkpoints.open(job, 1), "half");
        }
        Files.setLastModifiedTime(
                directory.resolve(old.toString()), FileTime.from(Instant.now().minus(Duration.ofDays(15))));

        checkpoints.remove(done);
        checkpoints.open(UUID.randomUUID(), 1);

        assertThat(directory.resolve(done.toString())).doesNotExist();
        assertThat(directory.resolve(old.toString())).doesNotExist();
        assertThat(directory.resolve(recent.toString())).exists();
    }
}
