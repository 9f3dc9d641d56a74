package dev.tamis.retrieval.index.attribute;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ByteTableTest {

    private final long seed = Long.getLong("dev.tamis.test.seed", System.nanoTime());
    private final Random random = new Random(seed);
    private final ByteTable table = new ByteTable();

    @Test
    void theSameBytesHaveOneNumber() {
        var bytes = new ArrayList<byte[]>();
        for (int i = 0; i < 3_000; i++) {
            byte[] each = bytes(random.nextInt(20));
            int number = table.add(each);
            if (number == bytes.size()) {
                bytes.add(each);
            }
            assertThat(bytes.get(number)).as("seed %d", seed).isEqualTo(each);
        }
        for (int number = 0; number < bytes.size(); number++) {
            assertThat(table.get(number)).as("seed %d", seed).isEqualTo(bytes.get(number));
            assertThat(table.add(bytes.get(number))).as("seed %d", seed).isEqualTo(number);
        }
        assertThat(table.size()).isEqualTo(bytes.size());
    }

    @Test
    void textsOfAnyLengthHaveTheirPlace() {
        List<byte[]> texts = List.of(
                new byte[0],
                new byte[1 << 20],
                filled((1 << 20) - 3),
                filled(3),
                new byte[5 << 20],
                filled(1),
                filled((1 << 20) - 1));
        texts.forEach(table::add);

        for (int number = 0; number < texts.size(); number++) {
            assertThat(Arrays.equals(table.get(number), texts.get(number)))
                    .as("text %d", number)
                    .isTrue();
        }
    }

    @Test
    void sortsByUnsignedBytesHoweverLongTheyAreEqual() {
        for (int prefix : List.of(0, 1, 7, 8, 9, 40, 700)) {
            var sorting = new ByteTable();
            byte[] equal = new byte[prefix];
            for (int i = 0; i < 2_000; i++) {
                byte[] rest = bytes(random.nextInt(20));
                byte[] each = Arrays.copyOf(equal, prefix + rest.length);
                System.arraycopy(rest, 0, each, prefix, rest.length);
                sorting.add(each);
            }
            List<byte[]> sorted =
                    Arrays.stream(sorting.sorted()).mapToObj(sorting::get).toList();

            assertThat(sorted).hasSize(sorting.size());
            assertThat(sorted).as("prefix of %d, seed %d", prefix, seed).isSortedAccordingTo(Arrays::compareUnsigned);
        }
    }

    /// Few different bytes, zeros and the highest among them.
    private byte[] bytes(int length) {
        byte[] bytes = new byte[length];
        for (int i = 0; i < length; i++) {
            bytes[i] = List.of((byte) 0, (byte) 1, (byte) -1).get(random.nextInt(3));
        }
        return bytes;
    }

    private static byte[] filled(int length) {
        byte[] bytes = new byte[length];
        Arrays.fill(bytes, (byte) 7);
        return bytes;
    }
}
