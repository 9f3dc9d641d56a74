package dev.tamis.retrieval.index.attribute;

import dev.tamis.common.contract.Filter;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Attributes of items that do not change any more, over one section of bytes that may be mapped from a file;
/// [Block] describes it. Any number of threads may read.
///
/// What it takes, by attribute: a code of 1, 2 or 4 bytes for each item (8 where fewer than a quarter of the items
/// have the attribute: then only for these); the different values once; and the ordinals of each value, 4 bytes
/// each, or as a Roaring bitmap where values are few. One million different strings take 16 MB and their text.
public final class SealedAttributes implements Attributes {

    /// For the bits of recent filters, each of an eighth of a byte by item.
    private static final long CACHE_BYTES = 8 << 20;

    private final Map<String, SealedColumn> columns;
    private final int count;
    private final FilterCache cache = new FilterCache(CACHE_BYTES);

    private SealedAttributes(Map<String, SealedColumn> columns, int count) {
        this.columns = columns;
        this.count = count;
    }

    /// The attributes that a builder wrote. Only a table of contents is read.
    ///
    /// @param section all that was written and nothing else; must live as long as this is used
    /// @param count as it was given to the builder
    /// @throws IllegalArgumentException if the section has another format
    public static SealedAttributes map(MemorySegment section, int count) {
        int format = section.get(Block.INT, 0);
        if (format != Block.FORMAT) {
            throw new IllegalArgumentException(
                    "attributes: expected format %d, got %d".formatted(Block.FORMAT, format));
        }
        var columns = new LinkedHashMap<String, SealedColumn>();
        for (int column = 0; column < section.get(Block.INT, Integer.BYTES); column++) {
            byte[] name = Block.NAME.of(section, column).toArray(ValueLayout.JAVA_BYTE);
            columns.put(new String(name, StandardCharsets.UTF_8), new SealedColumn(section, column, count));
        }
        return new SealedAttributes(columns, count);
    }

    @Override
    public int size() {
        return count;
    }

    @Override
    public long[] matching(Filter filter, int count) {
        Objects.checkFromToIndex(0, count, this.count);
        long[] bits = cache.find(filter);
        if (bits == null) {
            bits = FilterBits.of(filter, this.count, this::fulfilling);
            cache.add(filter, bits);
        }
        return count == this.count ? bits : Bits.below(bits, count);
    }

    private long[] fulfilling(Filter condition) {
        SealedColumn column = columns.get(FilterBits.attribute(condition));
        return column == null ? Bits.none(count) : column.matching(condition);
    }

    @Override
    public void count(String attribute, long[] among, int count, FacetCounter into) {
        Objects.checkFromToIndex(0, count, this.count);
        SealedColumn column = columns.get(attribute);
        if (column != null) {
            into.add(column.count(among, count));
        }
    }

    @Override
    public Map<String, Object> of(int ordinal) {
        Objects.checkIndex(ordinal, count);
        var attributes = new LinkedHashMap<String, Object>();
        columns.forEach((name, column) -> {
            Object value = column.of(ordinal);
            if (value != null) {
                attributes.put(name, value);
            }
        });
        return attributes;
    }

    /// Collects the attributes of items and writes them as [SealedAttributes] reads them. For one thread.
    ///
    /// Until it is written it takes 8 bytes for each attribute of each item, and for each different value its text
    /// and about 25 bytes.
    public static final class Builder {

        private final int count;
        private final Map<String, ColumnBuilder> columns = new HashMap<>();
        private @Nullable List<Map<Block, Block.Content>> blocks;

        /// @param count of ordinals; those that get no attributes have none
        public Builder(int count) {
            this.count = count;
        }

        /// Adds an item, each at most once, in any order; ascending is quickest.
        ///
        /// @param attributes as [OpenAttributes#append] takes them
        /// @throws IllegalArgumentException if a value has no type of an attribute
        public void add(int ordinal, Map<String, Object> attributes) {
            Objects.checkIndex(ordinal, count);
            if (blocks != null) {
                throw new IllegalStateException("ordinal %d comes after the end".formatted(ordinal));
            }
            Values.ofRow(attributes)
                    .forEach((name, value) ->
                            columns.computeIfAbsent(name, ColumnBuilder::new).add(ordinal, value));
        }

        /// How many bytes [#writeTo] writes; nothing may be added any more.
        ///
        /// @throws IllegalArgumentException if an ordinal was added twice
        public long sizeInBytes() {
            List<Map<Block, Block.Content>> blocks = blocks();
            return Block.tableBytes(blocks.size())
                    + blocks.stream().mapToLong(Block::bytes).sum();
        }

        /// Writes everything.
        ///
        /// @param section [#sizeInBytes] bytes
        public void writeTo(MemorySegment section) {
            List<Map<Block, Block.Content>> blocks = blocks();
            section.set(Block.INT, 0, Block.FORMAT);
            section.set(Block.INT, Integer.BYTES, blocks.size());
            long at = Block.tableBytes(blocks.size());
            for (int column = 0; column < blocks.size(); column++) {
                at = Block.write(blocks.get(column), section, column, at);
            }
        }

        private List<Map<Block, Block.Content>> blocks() {
            List<Map<Block, Block.Content>> blocks = this.blocks;
            if (blocks == null) {
                blocks = new ArrayList<>();
                for (ColumnBuilder column : new TreeMap<>(columns).values()) {
                    blocks.add(column.blocks(count));
                }
                columns.clear();
                this.blocks = blocks;
            }
            return blocks;
        }
    }
}
