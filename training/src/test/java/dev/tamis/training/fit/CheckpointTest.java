package dev.tamis.training.fit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckpointTest {

    private final Checkpoint checkpoint = new Checkpoint(
            20,
            List.of(
                    new FitCurve.Point(0, 0, 0.5, List.of(0.4, 0.6)),
                    new FitCurve.Point(20, 1.5, 0.7, List.of(0.7, 0.7))),
            20,
            Map.of("value.a", new float[] {1, Float.MIN_VALUE, -0f}));

    @TempDir
    Path folder;

    @Test
    void isReadAsItWasWritten() {
        Path file = folder.resolve("fit");

        checkpoint.write(file, "this fit");

        var read = Checkpoint.read(file, "this fit").orElseThrow();
        assertThat(read.step()).isEqualTo(20);
        assertThat(read.best()).isEqualTo(20);
        assertThat(read.points()).isEqualTo(checkpoint.points());
        assertThat(read.arrays().get("value.a")).containsExactly(1, Float.MIN_VALUE, -0f);
    }

    @Test
    void isNotTakenForThatOfAnotherFit() {
        Path file = folder.resolve("fit");

        checkpoint.write(file, "this fit");

        assertThat(Checkpoint.read(file, "another fit")).isEmpty();
    }

    @Test
    void isNoneWhereItIsMissingOrCutShort() throws IOException {
        Path file = folder.resolve("fit");
        checkpoint.write(file, "this fit");
        byte[] whole = Files.readAllBytes(file);

        Files.write(file, Arrays.copyOf(whole, whole.length - 4));

        assertThat(Checkpoint.read(file, "this fit")).isEmpty();
        assertThat(Checkpoint.read(folder.resolve("none"), "this fit")).isEmpty();
    }
}
