package dev.tamis.embedding.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

@EnabledOnOs(OS.LINUX)
class NicenessTest {

    @Test
    void oneThreadStepsBackAndTheOthersStay() throws Exception {
        int before = niceness();
        var lowered = new FutureTask<>(() -> {
            Niceness.lower();
            return niceness();
        });

        Thread.ofPlatform().start(lowered);

        assertThat(lowered.get()).isEqualTo(Math.min(before + 9, 19));
        assertThat(niceness()).isEqualTo(before);
    }

    /// Of the calling thread, by the 19th field of its `stat` (proc(5)).
    private static int niceness() {
        try {
            String stat = Files.readString(Path.of("/proc/thread-self/stat"));
            String[] fromThirdField = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
            return Integer.parseInt(fromThirdField[16]);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
