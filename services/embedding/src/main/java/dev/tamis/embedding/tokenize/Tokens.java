package dev.tamis.embedding.tokenize;

import java.nio.LongBuffer;
import java.util.Arrays;

/// The token ids of one text, special tokens included.
public final class Tokens {

    private final long[] ids;
    private final boolean truncated;

    Tokens(long[] ids, boolean truncated) {
        this.ids = ids;
        this.truncated = truncated;
    }

    public int count() {
        return ids.length;
    }

    /// Whether the text had more tokens than the model reads, so that its end is missing here.
    public boolean truncated() {
        return truncated;
    }

    /// Writes the ids to the start of a buffer, whose position stays.
    ///
    /// @throws IndexOutOfBoundsException if the buffer holds fewer than [#count]
    public void writeTo(LongBuffer buffer) {
        buffer.put(0, ids);
    }

    public long[] toArray() {
        return ids.clone();
    }

    @Override
    public String toString() {
        return "Tokens[%s%s]".formatted(Arrays.toString(ids), truncated ? ", truncated" : "");
    }
}
