package dev.tamis.embedding.model;

import dev.tamis.embedding.tokenize.Tokens;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.LongBuffer;
import java.util.List;

/// The three inputs of a batch, row-major of shape `[texts][longest]`, in native memory that is used again and grows
/// with the largest batch. One thread uses it at a time.
final class BatchBuffers {

    private LongBuffer ids = allocate(0);
    private LongBuffer mask = allocate(0);
    private LongBuffer types = allocate(0);
    private int texts;
    private int longest;

    /// Replaces what is held. What is behind the end of a shorter text has id 0 and is masked.
    void fill(List<Tokens> batch) {
        texts = batch.size();
        longest = batch.stream().mapToInt(Tokens::count).max().orElse(0);
        int size = Math.multiplyExact(texts, longest);
        if (size > ids.capacity()) {
            ids = allocate(size);
            mask = allocate(size);
            types = allocate(size);
        }
        for (int i = 0; i < texts; i++) {
            Tokens tokens = batch.get(i);
            int start = i * longest;
            tokens.writeIds(ids, start);
            tokens.writeTypes(types, start);
            for (int j = 0; j < longest; j++) {
                boolean padding = j >= tokens.count();
                mask.put(start + j, padding ? 0 : 1);
                if (padding) {
                    ids.put(start + j, 0);
                    types.put(start + j, 0);
                }
            }
        }
    }

    long[] shape() {
        return new long[] {texts, longest};
    }

    LongBuffer ids() {
        return ids.slice(0, texts * longest);
    }

    LongBuffer mask() {
        return mask.slice(0, texts * longest);
    }

    LongBuffer types() {
        return types.slice(0, texts * longest);
    }

    private static LongBuffer allocate(int size) {
        return ByteBuffer.allocateDirect(Math.multiplyExact(size, Long.BYTES))
                .order(ByteOrder.nativeOrder())
                .asLongBuffer();
    }
}
