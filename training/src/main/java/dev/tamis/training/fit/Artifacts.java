package dev.tamis.training.fit;

import dev.tamis.common.model.ArtifactKind;
import dev.tamis.common.model.ModelArtifact;
import dev.tamis.common.model.ModelManifest;
import dev.tamis.common.model.Tensor;
import dev.tamis.training.data.JudgedSet;
import dev.tamis.training.data.Pair;
import dev.tamis.training.data.Rows;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;

/// Makes artifacts of fitted parameters.
public final class Artifacts {

    private static final int CHUNK = 8_192;

    private Artifacts() {}

    /// The items whose outputs an artifact carries, spread over all.
    public static Rows sample(Rows items) {
        return items.select(IntStream.range(0, ModelArtifact.SAMPLES)
                .map(i -> (int) ((long) i * items.count() / ModelArtifact.SAMPLES))
                .toArray());
    }

    /// @param hyperParameters besides those of `options`
    /// @param judged whether the curve shows nDCG@10 by judgments; else recall of the teacher's best ten
    public static ModelArtifact create(
            ArtifactKind kind,
            Label label,
            JudgedSet set,
            FitOptions options,
            Map<String, Object> hyperParameters,
            FitCurve curve,
            boolean judged,
            Map<String, Tensor> tensors) {
        var parameters = new LinkedHashMap<String, Object>(hyperParameters);
        parameters.putAll(options.hyperParameters());
        long relevant = set.pairs().stream().filter(pair -> pair.grade() > 0).count();
        var data = new ModelManifest.TrainingData(
                set.description(), set.items().count(), set.queries().count(), relevant, hash(set));
        String version = Artifacts.class.getPackage().getImplementationVersion();
        var draft = new ModelManifest(
                kind,
                label.name(),
                0,
                label.collection(),
                label.baseModel(),
                Map.of(),
                "",
                data,
                parameters,
                options.seed(),
                metrics(curve, judged),
                Objects.requireNonNullElse(version, "development"),
                Instant.now());
        return ModelArtifact.create(draft, tensors);
    }

    private static Map<String, Double> metrics(FitCurve curve, boolean judged) {
        String metric = judged ? "ndcg@10" : "recallOfExact@10";
        var metrics = new LinkedHashMap<String, Double>();
        List<FitCurve.Point> ends = curve.startAndBest();
        for (int view = 0; view < curve.views().size(); view++) {
            String name = curve.views().get(view);
            metrics.put(
                    "validation." + metric + "." + name, ends.getLast().scores().get(view));
            metrics.put(
                    "validation.start." + metric + "." + name,
                    ends.getFirst().scores().get(view));
        }
        return metrics;
    }

    /// SHA-256 of all vectors and judgments, lower-case hexadecimal.
    public static String hash(JudgedSet set) {
        MessageDigest digest = sha256();
        update(digest, set.items().values());
        update(digest, set.queries().values());
        for (Pair pair : set.pairs()) {
            digest.update(ByteBuffer.allocate(2 * Integer.BYTES + Double.BYTES)
                    .putInt(pair.query())
                    .putInt(pair.item())
                    .putDouble(pair.grade())
                    .array());
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private static void update(MessageDigest digest, float[] values) {
        for (int from = 0; from < values.length; from += CHUNK) {
            float[] some = Arrays.copyOfRange(values, from, Math.min(values.length, from + CHUNK));
            var bytes = ByteBuffer.allocate(some.length * Float.BYTES);
            bytes.asFloatBuffer().put(some);
            digest.update(bytes);
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java platform has SHA-256", impossible);
        }
    }
}
