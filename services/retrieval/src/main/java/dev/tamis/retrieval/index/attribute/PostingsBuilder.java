package dev.tamis.retrieval.index.attribute;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.function.IntConsumer;
import org.roaringbitmap.RoaringBitmap;
import org.roaringbitmap.RoaringBitmapWriter;

/// Turns the codes of items into the ordinals of each rank.
final class PostingsBuilder {

    /// Most ranks for which a bitmap each is kept.
    private static final int MAX_BITMAPS = 4096;

    /// Ordinals a rank has on average at least where bitmaps are kept: a bitmap takes tens of bytes by itself.
    private static final int MIN_PER_BITMAP = 64;

    private final int ranks;
    private final int[][] lists;

    PostingsBuilder(int ranks, int[][] lists) {
        this.ranks = ranks;
        this.lists = lists;
    }

    /// @param ordinals ascending
    /// @param codes of these ordinals
    void put(int[] ordinals, int[] codes, int count, Map<Block, Block.Content> blocks) {
        int[] starts = new int[ranks + 1];
        eachRank(codes, (row, rank) -> starts[rank + 1]++);
        for (int rank = 0; rank < ranks; rank++) {
            starts[rank + 1] = Math.addExact(starts[rank], starts[rank + 1]);
        }
        int[] next = starts.clone();
        int[] postings = new int[starts[ranks]];
        eachRank(codes, (row, rank) -> postings[next[rank]++] = ordinals[row]);

        blocks.put(Block.POSTING_STARTS, Block.Content.of(starts));
        if (ranks <= MAX_BITMAPS && postings.length / MIN_PER_BITMAP >= ranks) {
            putBitmaps(postings, starts, blocks);
        } else {
            blocks.put(Block.ORDINALS, Block.Content.of(postings));
        }
        blocks.put(Block.PRESENT, Block.Content.of(bytes(present(ordinals, codes))));
    }

    private interface RowRank {
        void accept(int row, int rank);
    }

    /// Every rank of every row, each once.
    private void eachRank(int[] codes, RowRank to) {
        int[] lastRow = new int[lists.length == 0 ? 0 : ranks];
        for (int row = 0; row < codes.length; row++) {
            if (codes[row] <= ranks) {
                to.accept(row, codes[row] - 1);
                continue;
            }
            for (int rank : lists[codes[row] - 1 - ranks]) {
                if (lastRow[rank] != 1 + row) {
                    lastRow[rank] = 1 + row;
                    to.accept(row, rank);
                }
            }
        }
    }

    private static void putBitmaps(int[] postings, int[] starts, Map<Block, Block.Content> blocks) {
        var bytes = new ByteArrayOutputStream();
        long[] bitmapStarts = new long[starts.length];
        for (int rank = 0; rank + 1 < starts.length; rank++) {
            int from = starts[rank];
            int to = starts[rank + 1];
            bytes.writeBytes(bytes(bitmap(each -> {
                for (int i = from; i < to; i++) {
                    each.accept(postings[i]);
                }
            })));
            bitmapStarts[rank + 1] = bytes.size();
        }
        blocks.put(Block.BITMAP_STARTS, Block.Content.of(bitmapStarts));
        blocks.put(Block.BITMAPS, Block.Content.of(bytes.toByteArray()));
    }

    private RoaringBitmap present(int[] ordinals, int[] codes) {
        return bitmap(each -> {
            for (int row = 0; row < codes.length; row++) {
                if (codes[row] <= ranks || lists[codes[row] - 1 - ranks].length > 0) {
                    each.accept(ordinals[row]);
                }
            }
        });
    }

    private interface Ordinals {
        void forEach(IntConsumer each);
    }

    private static RoaringBitmap bitmap(Ordinals ascending) {
        RoaringBitmapWriter<RoaringBitmap> writer =
                RoaringBitmapWriter.writer().runCompress(true).get();
        ascending.forEach(writer::add);
        return writer.get();
    }

    private static byte[] bytes(RoaringBitmap bitmap) {
        var bytes = new ByteArrayOutputStream(bitmap.serializedSizeInBytes());
        try (var out = new DataOutputStream(bytes)) {
            bitmap.serialize(out);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return bytes.toByteArray();
    }
}
