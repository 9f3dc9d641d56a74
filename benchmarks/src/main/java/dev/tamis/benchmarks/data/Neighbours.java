package dev.tamis.benchmarks.data;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;

/// The nearest items of some queries, best first.
///
/// @param ids of items, a row a query; a row is shorter than `k` where fewer items were allowed
/// @param scores inner products that belong to them
@SuppressWarnings("ArrayRecordComponent") // never compared
public record Neighbours(int[][] ids, float[][] scores) {

    /// What a file holds, or what is computed and then kept in it.
    static Neighbours cached(Path file, Callable<Neighbours> computed) throws Exception {
        if (Files.exists(file)) {
            return read(file);
        }
        Neighbours neighbours = computed.call();
        Path part = Files.createTempFile(file.toAbsolutePath().getParent(), "neighbours", ".part");
        neighbours.write(part);
        Files.move(part, file);
        return neighbours;
    }

    private void write(Path file) throws IOException {
        try (var out = new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(file)))) {
            out.writeInt(ids.length);
            for (int query = 0; query < ids.length; query++) {
                out.writeInt(ids[query].length);
                for (int i = 0; i < ids[query].length; i++) {
                    out.writeInt(ids[query][i]);
                    out.writeFloat(scores[query][i]);
                }
            }
        }
    }

    private static Neighbours read(Path file) throws IOException {
        try (var in = new DataInputStream(new BufferedInputStream(Files.newInputStream(file)))) {
            int n = in.readInt();
            var ids = new int[n][];
            var scores = new float[n][];
            for (int query = 0; query < n; query++) {
                int found = in.readInt();
                ids[query] = new int[found];
                scores[query] = new float[found];
                for (int i = 0; i < found; i++) {
                    ids[query][i] = in.readInt();
                    scores[query][i] = in.readFloat();
                }
            }
            return new Neighbours(ids, scores);
        }
    }
}
