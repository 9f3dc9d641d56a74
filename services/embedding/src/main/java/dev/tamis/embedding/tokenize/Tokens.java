package dev.tamis.embedding.tokenize;

import java.nio.LongBuffer;
import java.util.Arrays;

/// The token ids of one text, or of a pair of texts, special tokens included.
public final class Tokens {

    private final long[] ids;

    /// For each token 0, or 1 where it belongs to the second text of a pair.
    private final long[] types;

    private final boolean truncated;

    Tokens(long[] ids, long[] types, boolean truncated) {
        this.ids = ids;
        this.types = types;
        this.truncated = truncated;
    }

    /// A text of these ids, copied, of which nothing was cut.
    public static Tokens of(long... ids) {
        return new Tokens(ids.clone(), new long[ids.length], false);
    }

    public int count() {
        return ids.length;
    }

    /// Whether the text had more tokens than the model reads, so that its end is missing here.
    public boolean truncated() {
        return truncated;
    }

    /// Writes the ids into a buffer, from an index on; its position stays.
    ///
    /// @throws IndexOutOfBoundsException if fewer than [#count] fit there
    public void writeIds(LongBuffer buffer, int index) {
        buffer.put(index, ids);
    }

    /// Writes the types into a buffer, from an index on: 0, or 1 for tokens of a pair's second text. Its position
    /// stays.
    ///
    /// @throws IndexOutOfBoundsException if fewer than [#count] fit there
    public void writeTypes(LongBuffer buffer, int index) {
        buffer.put(index, types);
    }

    public long[] toArray() {
        return ids.clone();
    }

    @Override
    public String toString() {
        return "Tokens[%s%s]".formatted(Arrays.toString(ids), truncated ? ", truncated" : "");
    }
}
