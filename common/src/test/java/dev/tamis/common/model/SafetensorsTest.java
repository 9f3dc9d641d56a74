package dev.tamis.common.model;

import static dev.tamis.common.model.Artifacts.tensor;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SafetensorsTest {

    @Test
    void whatIsWrittenIsReadBackBitByBitAndInOrder() {
        var tensors = new LinkedHashMap<String, Tensor>();
        tensors.put("z", Tensor.of(new float[] {1, -0f, Float.MIN_VALUE, Float.MAX_VALUE, 0.1f, -7}, 2, 3));
        tensors.put("a name with \"quotes\", \\, é and \n", Tensor.of(new float[] {3}, 1));
        tensors.put("nothing", Tensor.of(new float[0], 0, 4));
        tensors.put("scalar", Tensor.of(new float[] {42}));

        Map<String, Tensor> read = Safetensors.read(Safetensors.write(tensors));

        assertThat(read.keySet()).containsExactlyElementsOf(tensors.keySet());
        read.forEach((name, tensor) -> {
            assertThat(tensor.shape()).as(name).isEqualTo(tensor(tensors, name).shape());
            assertThat(bits(tensor)).as(name).isEqualTo(bits(tensor(tensors, name)));
        });
    }

    @Test
    void theWrittenBytesAreThoseOfThePublishedFormat() {
        byte[] file = Safetensors.write(Map.of("w", Tensor.of(new float[] {1, -2}, 2)));

        assertThat(new String(file, 8, 56, StandardCharsets.UTF_8))
                .isEqualTo("{\"w\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]}}  ");
        assertThat(HexFormat.of().formatHex(file, 0, 8)).isEqualTo("3800000000000000");
        assertThat(HexFormat.of().formatHex(file, 64, file.length)).isEqualTo("0000803f000000c0");
    }

    /// As the Python library writes it: metadata first, a half beside floats, the data in another order than the
    /// names.
    @Test
    void aFileOfAnotherWriterIsRead() {
        byte[] file = file("""
                {"__metadata__": {"format": "pt", "a\\u0041": "\\/"}, "late":{"dtype":"F32","shape":[1,1],
                 "data_offsets":[4,8]}, "half":{"dtype":"F16","shape":[1],"data_offsets":[0,2]}, "brain" : {"shape":[1],
                 "data_offsets":[2,4],"dtype":"BF16"}}   \
                """, "003e" + "c0bf" + "0000003f");

        Map<String, Tensor> read = Safetensors.read(file);

        assertThat(read.keySet()).containsExactly("late", "half", "brain");
        assertThat(tensor(read, "late").values()).containsExactly(0.5f);
        assertThat(tensor(read, "late").sizes()).containsExactly(1, 1);
        assertThat(tensor(read, "half").values()).containsExactly(1.5f);
        assertThat(tensor(read, "brain").values()).containsExactly(-1.5f);
    }

    @ParameterizedTest(name = "{2}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"a":{"dtype":"F32","shape":[1],"data_offsets":[0,8]}}  | 8 | tensor 'a' of type F32 and shape [1] takes 4 bytes, its data_offsets [0, 8] span 8
            {"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}  | 4 | tensor 'a' ends at byte 8, the file has 4 after its header
            {"a":{"dtype":"F32","shape":[1],"data_offsets":[4,0]}}  | 4 | tensor 'a' has data_offsets [4, 0], not a begin and an end after it
            {"a":{"dtype":"F32","shape":[1],"data_offsets":[0]}}    | 4 | tensor 'a' has data_offsets [0], not a begin and an end after it
            {"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]},"b":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}} | 8 | tensor 'b' begins at byte 4, before the end of tensor 'a' at 8
            {"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},"b":{"dtype":"F32","shape":[1],"data_offsets":[8,12]}} | 12 | bytes 4 to 8, between tensor 'a' and tensor 'b', belong to no tensor
            {"a":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}}  | 8 | bytes 0 to 4, between the header and tensor 'a', belong to no tensor
            {"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}  | 5 | bytes 4 to 5, after tensor 'a', belong to no tensor
            {"a":{"dtype":"I64","shape":[1],"data_offsets":[0,8]}}  | 8 | tensor 'a' has values of type 'I64'; F32, F16 and BF16 are read
            {"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},"a":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}} | 8 | tensor 'a' is there twice
            {"a":{"dtype":"F32","shape":[3000000000],"data_offsets":[0,4]}} | 4 | tensor 'a' of shape [3000000000] is larger than 2 GiB
            {"a":{"dtype":"F32","shape":[65536,65536],"data_offsets":[0,4]}} | 4 | tensor 'a' of shape [65536, 65536] is larger than 2 GiB
            {"a":{"dtype":"F32","shape":[-1],"data_offsets":[0,4]}} | 4 | a whole number of at most 18 digits is missing
            {"a":{"dtype":"F32","shape":[1]}}                       | 0 | tensor 'a' needs one each of dtype, shape and data_offsets
            {"a":{"dtype":"F32","kind":"x"}}                        | 0 | tensor 'a' has an unknown member 'kind'
            {"a":{"dtype":"F32"                                     | 0 | expected '}'
            {"a                                                     | 0 | it ends too early
            {} {}                                                   | 0 | something follows its object
            []                                                      | 0 | it does not begin with '{'
            {"\\x":{}}                                              | 0 | a string has an unknown escape
            """)
    void aFileThatBreaksTheFormatIsRefusedWithItsReason(String header, int bytes, String reason) {
        assertThatThrownBy(() -> Safetensors.read(file(header, "00".repeat(bytes))))
                .isInstanceOf(ArtifactRefusedException.class)
                .hasMessageEndingWith(reason);
    }

    @Test
    void headersThatAreCutShortHugeOrNoTextAreRefused() {
        assertThatThrownBy(() -> Safetensors.read(new byte[7]))
                .hasMessage("the file has 7 bytes, less than the length of a header");
        assertThatThrownBy(() -> Safetensors.read(header(9, "{}")))
                .hasMessage("the header has 9 bytes, the file only 2 after its first 8");
        assertThatThrownBy(() -> Safetensors.read(header((1 << 20) + 1, "{}")))
                .hasMessage("the header has 1048577 bytes, at most 1048576 are read");
        assertThatThrownBy(() -> Safetensors.read(header(-1, "{}")))
                .hasMessage("the header has 18446744073709551615 bytes, at most 1048576 are read");
        byte[] noText = header(2, "{}");
        noText[9] = (byte) 0xff;
        assertThatThrownBy(() -> Safetensors.read(noText)).hasMessage("the header is not UTF-8");
    }

    @Test
    void neitherTheNameOfMetadataNorAHugeHeaderIsWritten() {
        Tensor tensor = Tensor.of(new float[0], 0);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> Safetensors.write(Map.of("__metadata__", tensor)))
                .withMessageContaining("__metadata__");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Safetensors.write(Map.of("n".repeat(1 << 20), tensor)))
                .withMessageContaining("at most 1048576");
    }

    @Test
    void aTensorHoldsWhatItsShapeSays() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Tensor.of(new float[5], 2, 3))
                .withMessage("values: expected 6 for shape [2, 3], got 5");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Tensor.of(new float[1], -1))
                .withMessageContaining("no negative sizes");
    }

    private static int[] bits(Tensor tensor) {
        int[] bits = new int[tensor.size()];
        for (int i = 0; i < bits.length; i++) {
            bits[i] = Float.floatToRawIntBits(tensor.values()[i]);
        }
        return bits;
    }

    private static byte[] file(String header, String hexData) {
        byte[] start = header(header.getBytes(StandardCharsets.UTF_8).length, header);
        byte[] data = HexFormat.of().parseHex(hexData);
        return ByteBuffer.allocate(start.length + data.length)
                .put(start)
                .put(data)
                .array();
    }

    private static byte[] header(long length, String header) {
        byte[] json = header.getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(Long.BYTES + json.length)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(length)
                .put(json)
                .array();
    }
}
