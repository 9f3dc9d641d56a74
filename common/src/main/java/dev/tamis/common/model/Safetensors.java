package dev.tamis.common.model;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;

/// The safetensors format, <https://github.com/huggingface/safetensors>: the length of the header as an unsigned
/// 64-bit little-endian number, the header as a JSON object of `{"name": {"dtype", "shape", "data_offsets"}}`,
/// then the values, little-endian, with nothing between and nothing after them.
///
/// Float32 is read and written; float16 and bfloat16 are read, which is exact. Metadata is not kept.
public final class Safetensors {

    /// Bytes that a header may have, 1 MiB.
    public static final int MAX_HEADER = 1 << 20;

    private Safetensors() {}

    /// Reads a file; the tensors come in the order of its header.
    ///
    /// @throws ArtifactRefusedException if the file does not keep to the format, or has values of another type
    public static SequencedMap<String, Tensor> read(byte[] file) {
        var buffer = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
        List<TensorEntry> entries = HeaderParser.parse(header(buffer));
        ByteBuffer data = buffer.slice();
        checkOffsets(entries, data.capacity());
        var tensors = new LinkedHashMap<String, Tensor>();
        for (TensorEntry entry : entries) {
            int begin = (int) entry.begin();
            ByteBuffer bytes = data.slice(begin, (int) entry.end() - begin).order(ByteOrder.LITTLE_ENDIAN);
            tensors.put(entry.name(), Tensor.of(values(entry, bytes), entry.sizes()));
        }
        return tensors;
    }

    private static String header(ByteBuffer buffer) {
        if (buffer.remaining() < Long.BYTES) {
            throw new ArtifactRefusedException(
                    "the file has %d bytes, less than the length of a header".formatted(buffer.remaining()));
        }
        long length = buffer.getLong();
        if (length < 0 || length > MAX_HEADER) {
            throw new ArtifactRefusedException("the header has %s bytes, at most %d are read"
                    .formatted(Long.toUnsignedString(length), MAX_HEADER));
        }
        if (length > buffer.remaining()) {
            throw new ArtifactRefusedException("the header has %d bytes, the file only %d after its first 8"
                    .formatted(length, buffer.remaining()));
        }
        ByteBuffer header = buffer.slice(buffer.position(), (int) length);
        buffer.position(buffer.position() + (int) length);
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(header).toString();
        } catch (CharacterCodingException e) {
            throw new ArtifactRefusedException("the header is not UTF-8");
        }
    }

    /// Every byte of the data belongs to exactly one tensor, and every tensor has the bytes that its shape needs.
    private static void checkOffsets(List<TensorEntry> entries, int length) {
        long end = 0;
        String before = "the header";
        var inOrder = entries.stream()
                .sorted(Comparator.comparingLong(TensorEntry::begin).thenComparingLong(TensorEntry::end))
                .toList();
        for (TensorEntry entry : inOrder) {
            if (entry.end() > length) {
                throw new ArtifactRefusedException("tensor '%s' ends at byte %d, the file has %d after its header"
                        .formatted(entry.name(), entry.end(), length));
            }
            if (entry.begin() < end) {
                throw new ArtifactRefusedException("tensor '%s' begins at byte %d, before the end of %s at %d"
                        .formatted(entry.name(), entry.begin(), before, end));
            }
            if (entry.begin() > end) {
                throw new ArtifactRefusedException("bytes %d to %d, between %s and tensor '%s', belong to no tensor"
                        .formatted(end, entry.begin(), before, entry.name()));
            }
            end = entry.end();
            before = "tensor '" + entry.name() + "'";
        }
        if (end != length) {
            throw new ArtifactRefusedException(
                    "bytes %d to %d, after %s, belong to no tensor".formatted(end, length, before));
        }
    }

    private static float[] values(TensorEntry entry, ByteBuffer bytes) {
        ElementType type = entry.type();
        float[] values = new float[bytes.remaining() / type.width()];
        for (int i = 0; i < values.length; i++) {
            values[i] = type.get(bytes);
        }
        return values;
    }

    /// Writes a file; the tensors lie in the order of the map, as float32.
    ///
    /// @throws IllegalArgumentException if the header would be larger than 1 MiB
    /// @throws ArithmeticException if the file would be larger than an array can be
    public static byte[] write(Map<String, Tensor> tensors) {
        var header = new StringBuilder("{");
        long end = 0;
        for (var each : tensors.entrySet()) {
            if (each.getKey().equals(HeaderParser.METADATA)) {
                throw new IllegalArgumentException("no tensor can be named '" + HeaderParser.METADATA + "'");
            }
            long begin = end;
            end += (long) Float.BYTES * each.getValue().size();
            header.append(header.length() == 1 ? "" : ",")
                    .append(quoted(each.getKey()))
                    .append(":{\"dtype\":\"F32\",\"shape\":")
                    .append(each.getValue().sizes().toString().replace(" ", ""))
                    .append(",\"data_offsets\":[%d,%d]}".formatted(begin, end));
        }
        header.append('}');
        byte[] json = header.toString().getBytes(StandardCharsets.UTF_8);
        int padded = Math.ceilDiv(json.length, Long.BYTES) * Long.BYTES;
        if (padded > MAX_HEADER) {
            throw new IllegalArgumentException(
                    "header: expected at most %d bytes, got %d".formatted(MAX_HEADER, padded));
        }
        ByteBuffer file = ByteBuffer.allocate(Math.toIntExact(Long.BYTES + padded + end))
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(padded)
                .put(json);
        while (file.position() < Long.BYTES + padded) {
            file.put((byte) ' ');
        }
        for (Tensor tensor : tensors.values()) {
            file.asFloatBuffer().put(tensor.values());
            file.position(file.position() + Float.BYTES * tensor.size());
        }
        return file.array();
    }

    private static String quoted(String name) {
        var quoted = new StringBuilder("\"");
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if (c < ' ') {
                quoted.append("\\u%04x".formatted((int) c));
            } else {
                quoted.append(c == '"' || c == '\\' ? "\\" : "").append(c);
            }
        }
        return quoted.append('"').toString();
    }
}
