package dev.tamis.gateway.ingest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class LineReaderTest {

    @Test
    void splitsAtNewlinesWhereverTheChunksEnd() throws IOException {
        long seed = Long.getLong("test.seed", System.nanoTime());
        var random = new SplittableRandom(seed);
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < 500; i++) {
            lines.add("ä".repeat(random.nextInt(200)));
        }

        List<String> read = read(new Dripping(String.join("\n", lines) + "\nend", random), 1_000);

        lines.add("end");
        assertThat(read).as("rerun with -Dtest.seed=%d", seed).isEqualTo(lines);
    }

    @Test
    void aLineOverTheLimitComesWithoutItsBytesAndTheNextIsWhole() throws IOException {
        String text = "x".repeat(10) + "\n" + "y".repeat(100_000) + "\n" + "z".repeat(11) + "\nlast\n";

        assertThat(read(new ByteArrayInputStream(text.getBytes(UTF_8)), 10))
                .containsExactly("x".repeat(10), "too long", "too long", "last");
    }

    @Test
    void anEndingNewlineBeginsNoLine() throws IOException {
        assertThat(read(new ByteArrayInputStream("a\n\nb\n".getBytes(UTF_8)), 10))
                .containsExactly("a", "", "b");
        assertThat(read(new ByteArrayInputStream(new byte[0]), 10)).isEmpty();
    }

    private static List<String> read(InputStream in, int limit) throws IOException {
        List<String> lines = new ArrayList<>();
        var reader = new LineReader(in, limit);
        for (var line = reader.next(); line != null; line = reader.next()) {
            lines.add(line.bytes() == null ? "too long" : new String(line.bytes(), UTF_8));
            assertThat(line.number()).isEqualTo(lines.size());
        }
        return lines;
    }

    /// Gives a few bytes at a time, as a network does.
    private static final class Dripping extends ByteArrayInputStream {

        private final SplittableRandom random;

        Dripping(String text, SplittableRandom random) {
            super(text.getBytes(UTF_8));
            this.random = random;
        }

        @Override
        public synchronized int read(byte[] buffer, int offset, int length) {
            return super.read(buffer, offset, Math.min(length, 1 + random.nextInt(60)));
        }
    }
}
