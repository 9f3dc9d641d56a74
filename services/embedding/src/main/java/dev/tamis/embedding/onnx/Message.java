package dev.tamis.embedding.onnx;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// A protobuf message on the wire: its fields in their order, as byte ranges of the file
/// (<https://protobuf.dev/programming-guides/encoding/>).
///
/// @param file holds the message
/// @param fields all of them; repeated ones occur as often
record Message(MemorySegment file, List<Field> fields) {

    private static final int VARINT = 0;
    private static final int EIGHT_BYTES = 1;
    private static final int BYTES = 2;
    private static final int FOUR_BYTES = 5;

    /// @param number what it is called in the schema
    /// @param header where it begins in the file, with its tag
    /// @param from where its value begins
    /// @param to the first byte behind it
    record Field(int number, int wireType, long header, long from, long to) {}

    /// @throws OnnxFormatException if these bytes are no message
    static Message read(MemorySegment file, long from, long to) throws OnnxFormatException {
        var cursor = new Cursor(file, from, to);
        var fields = new ArrayList<Field>();
        while (cursor.position < to) {
            fields.add(cursor.next());
        }
        return new Message(file, fields);
    }

    Stream<Field> all(int number) {
        return fields.stream().filter(field -> field.number == number);
    }

    /// The messages in the fields of a number, in their order.
    List<Message> messages(int number) throws OnnxFormatException {
        var messages = new ArrayList<Message>();
        for (Field field : fields) {
            if (field.number == number) {
                messages.add(message(field));
            }
        }
        return messages;
    }

    Message message(Field field) throws OnnxFormatException {
        if (field.wireType != BYTES) {
            throw new OnnxFormatException("has a number at byte %d, where a part belongs".formatted(field.header));
        }
        return read(file, field.from, field.to);
    }

    /// The strings in the fields of a number, in their order.
    List<String> strings(int number) {
        return all(number).map(this::string).toList();
    }

    /// The last string in a field of a number; empty if there is none.
    String string(int number) {
        List<String> strings = strings(number);
        return strings.isEmpty() ? "" : strings.getLast();
    }

    private String string(Field field) {
        byte[] bytes = file.asSlice(field.from, field.to - field.from).toArray(ValueLayout.JAVA_BYTE);
        return new String(bytes, StandardCharsets.UTF_8);
    }

    /// The last number in a field of a number, which is 0 if there is none.
    long number(int number) throws OnnxFormatException {
        long value = 0;
        for (Field field : fields) {
            if (field.number == number && field.wireType == VARINT) {
                value = new Cursor(file, field.from, field.to).varint();
            }
        }
        return value;
    }

    /// Reads on from a position, and not beyond the end of the message.
    private static final class Cursor {

        private final MemorySegment file;
        private final long end;
        private long position;

        Cursor(MemorySegment file, long position, long end) {
            this.file = file;
            this.position = position;
            this.end = end;
        }

        Field next() throws OnnxFormatException {
            long header = position;
            long tag = varint();
            int wireType = (int) (tag & 7);
            long from = position;
            switch (wireType) {
                case VARINT -> varint();
                case EIGHT_BYTES -> skip(8, header);
                case FOUR_BYTES -> skip(4, header);
                case BYTES -> {
                    long length = varint();
                    from = position;
                    skip(length, header);
                }
                default -> throw new OnnxFormatException("has no field at byte %d".formatted(header));
            }
            if (tag >>> 3 == 0 || tag >>> 3 > Integer.MAX_VALUE) {
                throw new OnnxFormatException("has no field at byte %d".formatted(header));
            }
            return new Field((int) (tag >>> 3), wireType, header, from, position);
        }

        private void skip(long bytes, long header) throws OnnxFormatException {
            if (bytes < 0 || bytes > end - position) {
                throw new OnnxFormatException("ends within what begins at byte %d".formatted(header));
            }
            position += bytes;
        }

        long varint() throws OnnxFormatException {
            long value = 0;
            for (int shift = 0; shift < 64 && position < end; shift += 7) {
                byte next = file.get(ValueLayout.JAVA_BYTE, position++);
                value |= (next & 0x7fL) << shift;
                if (next >= 0) {
                    return value;
                }
            }
            throw new OnnxFormatException("has a broken number before byte %d".formatted(position));
        }
    }
}
