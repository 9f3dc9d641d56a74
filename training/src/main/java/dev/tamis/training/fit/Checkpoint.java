package dev.tamis.training.fit;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;

/// Where a fit stands after a validation, in a file. A file of another fit, or a damaged one, counts as none.
///
/// @param step steps done
/// @param points of the curve so far
/// @param best step of the best parameters
/// @param arrays values and moments of the parameters, and the best values, by name
record Checkpoint(int step, List<FitCurve.Point> points, int best, Map<String, float[]> arrays) {

    private static final int MAGIC = 0x54465431;

    /// @param fit names the data and the options
    void write(Path file, String fit) {
        Path part = file.resolveSibling(file.getFileName() + ".part");
        try {
            try (var out = new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(part)))) {
                out.writeInt(MAGIC);
                out.writeUTF(fit);
                out.writeInt(step);
                out.writeInt(best);
                out.writeInt(points.size());
                for (FitCurve.Point point : points) {
                    out.writeInt(point.step());
                    out.writeDouble(point.loss());
                    out.writeDouble(point.score());
                    out.writeInt(point.scores().size());
                    for (double score : point.scores()) {
                        out.writeDouble(score);
                    }
                }
                out.writeInt(arrays.size());
                for (var array : arrays.entrySet()) {
                    out.writeUTF(array.getKey());
                    out.writeInt(array.getValue().length);
                    var bytes = ByteBuffer.allocate(array.getValue().length * Float.BYTES);
                    bytes.asFloatBuffer().put(array.getValue());
                    out.write(bytes.array());
                }
            }
            Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException("the checkpoint %s cannot be written".formatted(file), e);
        }
    }

    /// @param fit as it was written
    static Optional<Checkpoint> read(Path file, String fit) {
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try (var in = new DataInputStream(new BufferedInputStream(Files.newInputStream(file)))) {
            if (in.readInt() != MAGIC || !in.readUTF().equals(fit)) {
                return Optional.empty();
            }
            int step = in.readInt();
            int best = in.readInt();
            List<FitCurve.Point> points = new ArrayList<>();
            for (int left = in.readInt(); left > 0; left--) {
                points.add(point(in));
            }
            SequencedMap<String, float[]> arrays = new LinkedHashMap<>();
            for (int left = in.readInt(); left > 0; left--) {
                String name = in.readUTF();
                float[] values = new float[in.readInt()];
                ByteBuffer.wrap(in.readNBytes(values.length * Float.BYTES))
                        .asFloatBuffer()
                        .get(values);
                arrays.put(name, values);
            }
            return Optional.of(new Checkpoint(step, points, best, arrays));
        } catch (IOException | RuntimeException damaged) {
            return Optional.empty();
        }
    }

    private static FitCurve.Point point(DataInputStream in) throws IOException {
        int step = in.readInt();
        double loss = in.readDouble();
        double score = in.readDouble();
        List<Double> scores = new ArrayList<>();
        for (int left = in.readInt(); left > 0; left--) {
            scores.add(in.readDouble());
        }
        return new FitCurve.Point(step, loss, score, scores);
    }
}
