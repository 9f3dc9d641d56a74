package dev.tamis.common.contract.retrieval;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// Some items' vectors, in the order of their ids, as they go over the wire: in half precision, as they are stored.
///
/// Big-endian: the dimension (32 bits), how many items there are (32 bits), then for each the length of its id in
/// UTF-8 (16 bits), the id, and its values (16 bits each).
public final class VectorPage {

    private final int dimension;
    private final List<String> ids;
    private final short[] halves;

    /// @param halves the values of all vectors, each in half precision, one vector after the other; shared, not copied
    /// @throws IllegalArgumentException if they are not one vector an id
    public VectorPage(int dimension, List<String> ids, short[] halves) {
        if (halves.length != (long) ids.size() * dimension) {
            throw new IllegalArgumentException(
                    "halves: expected %d x %d, got %d".formatted(ids.size(), dimension, halves.length));
        }
        this.dimension = dimension;
        this.ids = List.copyOf(ids);
        this.halves = halves;
    }

    public int dimension() {
        return dimension;
    }

    public List<String> ids() {
        return ids;
    }

    /// Copies the vector of the item at a position into an array.
    public void copy(int index, float[] into, int offset) {
        for (int j = 0; j < dimension; j++) {
            into[offset + j] = Float.float16ToFloat(halves[index * dimension + j]);
        }
    }

    public byte[] toBytes() {
        List<byte[]> names =
                ids.stream().map(id -> id.getBytes(StandardCharsets.UTF_8)).toList();
        int length = 2 * Integer.BYTES + halves.length * Short.BYTES;
        for (byte[] name : names) {
            length += Short.BYTES + name.length;
        }
        var bytes = ByteBuffer.allocate(length).putInt(dimension).putInt(ids.size());
        for (int i = 0; i < names.size(); i++) {
            bytes.putShort((short) names.get(i).length).put(names.get(i));
            for (int j = 0; j < dimension; j++) {
                bytes.putShort(halves[i * dimension + j]);
            }
        }
        return bytes.array();
    }

    /// @throws IllegalArgumentException if the bytes are no page
    public static VectorPage of(byte[] page) {
        var bytes = ByteBuffer.wrap(page);
        try {
            int dimension = bytes.getInt();
            int count = bytes.getInt();
            var ids = new ArrayList<String>();
            short[] halves = new short[Math.multiplyExact(count, dimension)];
            for (int i = 0; i < count; i++) {
                byte[] name = new byte[Short.toUnsignedInt(bytes.getShort())];
                bytes.get(name);
                ids.add(new String(name, StandardCharsets.UTF_8));
                for (int j = 0; j < dimension; j++) {
                    halves[i * dimension + j] = bytes.getShort();
                }
            }
            if (bytes.hasRemaining()) {
                throw new IllegalArgumentException("%d bytes follow the last vector".formatted(bytes.remaining()));
            }
            return new VectorPage(dimension, ids, halves);
        } catch (BufferUnderflowException | ArithmeticException | NegativeArraySizeException broken) {
            throw new IllegalArgumentException("%d bytes are no page of vectors".formatted(page.length), broken);
        }
    }
}
