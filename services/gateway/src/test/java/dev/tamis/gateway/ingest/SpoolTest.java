package dev.tamis.gateway.ingest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class SpoolTest {

    @Test
    void givesBackWhatWasWrittenFromMemoryAndFile() throws IOException {
        var out = new ByteArrayOutputStream();
        try (var spool = new Spool(5)) {
            for (String each : new String[] {"abc", "de", "fgh", "i"}) {
                spool.write(each.getBytes(UTF_8));
            }
            spool.write('j');
            spool.copyTo(out);

            assertThat(spool.file()).isNotNull().exists();
        }

        assertThat(out.toString(UTF_8)).isEqualTo("abcdefghij");
    }

    @Test
    void makesNoFileWhileMemoryIsEnough() throws IOException {
        try (var spool = new Spool(5)) {
            spool.write("abcde".getBytes(UTF_8));

            assertThat(spool.file()).isNull();
        }
    }

    @Test
    void deletesItsFileAlsoIfNobodyReadIt() throws IOException {
        Path file;
        try (var spool = new Spool(0)) {
            spool.write('a');
            file = Objects.requireNonNull(spool.file());
        }

        assertThat(file).doesNotExist();
    }
}
