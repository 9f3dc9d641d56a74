package dev.tamis.retrieval.index.attribute;

import dev.tamis.common.contract.Filter;
import dev.tamis.common.contract.GeoPoint;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Attributes of items that do not change any more, over one section of bytes that may be mapped from a file.
public final class SealedAttributes implements Attributes {

    private final OpenAttributes rows;

    private SealedAttributes(OpenAttributes rows) {
        this.rows = rows;
    }

    /// The attributes that a builder wrote.
    ///
    /// @param section all that was written and nothing else; must live as long as this is used
    /// @param count as it was given to the builder
    public static SealedAttributes map(MemorySegment section, int count) {
        var rows = new OpenAttributes();
        try (var in = new DataInputStream(new ByteArrayInputStream(section.toArray(ValueLayout.JAVA_BYTE)))) {
            for (int i = 0; i < count; i++) {
                var row = new LinkedHashMap<String, Object>();
                for (int left = in.readInt(); left > 0; left--) {
                    row.put(in.readUTF(), Objects.requireNonNull(read(in)));
                }
                rows.append(row);
            }
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return new SealedAttributes(rows);
    }

    private static @Nullable Object read(DataInputStream in) throws IOException {
        return switch (in.readByte()) {
            case 0 -> in.readBoolean();
            case 1 -> in.readDouble();
            case 2 -> in.readUTF();
            case 3 -> new GeoPoint(in.readDouble(), in.readDouble());
            default -> {
                var list = new ArrayList<Object>();
                for (int left = in.readInt(); left > 0; left--) {
                    list.add(Objects.requireNonNull(read(in)));
                }
                yield list;
            }
        };
    }

    @Override
    public int size() {
        return rows.size();
    }

    @Override
    public long[] matching(Filter filter, int count) {
        return rows.matching(filter, count);
    }

    @Override
    public void count(String attribute, long[] among, int count, FacetCounter into) {
        rows.count(attribute, among, count, into);
    }

    @Override
    public Map<String, Object> of(int ordinal) {
        return rows.of(ordinal);
    }

    /// Collects the attributes of items and writes them as [SealedAttributes] reads them. For one thread.
    public static final class Builder {

        private final List<Map<String, Object>> rows = new ArrayList<>();
        private byte @Nullable [] bytes;

        /// @param count of ordinals; those that get no attributes have none
        public Builder(int count) {
            for (int i = 0; i < count; i++) {
                rows.add(Map.of());
            }
        }

        /// Adds an item, each at most once, in any order.
        ///
        /// @param attributes as [OpenAttributes#append] takes them
        /// @throws IllegalArgumentException if a value has no type of an attribute
        public void add(int ordinal, Map<String, Object> attributes) {
            rows.set(ordinal, Values.ofRow(attributes));
        }

        /// How many bytes [#writeTo] writes; nothing may be added any more.
        public long sizeInBytes() {
            return bytes().length;
        }

        /// Writes everything.
        ///
        /// @param section [#sizeInBytes] bytes, aligned to 8
        public void writeTo(MemorySegment section) {
            section.copyFrom(MemorySegment.ofArray(bytes()));
        }

        private byte[] bytes() {
            byte[] bytes = this.bytes;
            if (bytes == null) {
                var buffer = new ByteArrayOutputStream();
                try (var out = new DataOutputStream(buffer)) {
                    for (Map<String, Object> row : rows) {
                        out.writeInt(row.size());
                        for (var entry : row.entrySet()) {
                            out.writeUTF(entry.getKey());
                            write(entry.getValue(), out);
                        }
                    }
                } catch (IOException impossible) {
                    throw new UncheckedIOException(impossible);
                }
                bytes = buffer.toByteArray();
                this.bytes = bytes;
            }
            return bytes;
        }

        private static void write(Object value, DataOutputStream out) throws IOException {
            switch (value) {
                case Boolean flag -> {
                    out.writeByte(0);
                    out.writeBoolean(flag);
                }
                case Double number -> {
                    out.writeByte(1);
                    out.writeDouble(number);
                }
                case String string -> {
                    out.writeByte(2);
                    out.writeUTF(string);
                }
                case GeoPoint(double lat, double lon) -> {
                    out.writeByte(3);
                    out.writeDouble(lat);
                    out.writeDouble(lon);
                }
                default -> {
                    List<?> list = (List<?>) value;
                    out.writeByte(4);
                    out.writeInt(list.size());
                    for (Object each : list) {
                        write(each, out);
                    }
                }
            }
        }
    }
}
