package dev.tamis.embedding.onnx;

import dev.tamis.embedding.onnx.Message.Field;
import java.io.ByteArrayOutputStream;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SegmentAllocator;
import java.util.ArrayList;
import java.util.List;

/// A protobuf message that is being put together, mostly from pieces of a file, which are copied once, at the end.
final class Writer {

    private static final int BYTES = 2;

    private final List<MemorySegment> pieces = new ArrayList<>();
    private long size;

    private Writer add(MemorySegment piece) {
        pieces.add(piece);
        size += piece.byteSize();
        return this;
    }

    Writer raw(byte[] bytes) {
        return add(MemorySegment.ofArray(bytes));
    }

    /// A field of another message, as it is there.
    Writer copy(MemorySegment file, Field field) {
        return add(file.asSlice(field.header(), field.to() - field.header()));
    }

    /// A field that holds a number.
    Writer number(int field, long value) {
        return varint((long) field << 3).varint(value);
    }

    /// A field that holds a message or the bytes of a string.
    Writer bytes(int field, Writer content) {
        varint(((long) field << 3) | BYTES).varint(content.size);
        content.pieces.forEach(this::add);
        return this;
    }

    private Writer varint(long value) {
        var bytes = new ByteArrayOutputStream();
        long rest = value;
        while ((rest & ~0x7fL) != 0) {
            bytes.write((int) ((rest & 0x7f) | 0x80));
            rest >>>= 7;
        }
        bytes.write((int) rest);
        return raw(bytes.toByteArray());
    }

    MemorySegment to(SegmentAllocator memory) {
        MemorySegment whole = memory.allocate(size);
        long offset = 0;
        for (MemorySegment piece : pieces) {
            MemorySegment.copy(piece, 0, whole, offset, piece.byteSize());
            offset += piece.byteSize();
        }
        return whole;
    }
}
