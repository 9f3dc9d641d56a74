package dev.tamis.common.model;

/// The sample of an artifact, and how it is compared with what is computed here.
final class Samples {

    static final String INPUT = "sample.input";
    static final String OUTPUT = "sample.output";

    /// What the inputs become as queries.
    static final String QUERY_OUTPUT = "sample.query.output";

    private Samples() {}

    /// Refuses an artifact that is for something else.
    static void requireKind(ModelArtifact artifact, ArtifactKind kind) {
        if (artifact.manifest().kind() != kind) {
            throw new ArtifactRefusedException("it is of kind %s, expected %s"
                    .formatted(artifact.manifest().kind(), kind));
        }
    }

    static float[] input(ModelArtifact artifact, int d) {
        return artifact.tensor(INPUT, ModelArtifact.SAMPLES, d).values();
    }

    static float[] output(ModelArtifact artifact, String name, int d) {
        return artifact.tensor(name, ModelArtifact.SAMPLES, d).values();
    }

    /// Refuses an artifact if a computed value is further from the sample's than allowed.
    static void compare(ModelArtifact artifact, String name, float[] actual, float tolerance) {
        int d = actual.length / ModelArtifact.SAMPLES;
        float[] expected = output(artifact, name, d);
        for (int i = 0; i < actual.length; i++) {
            // Written so that NaN is refused too.
            if (!(Math.abs(actual[i] - expected[i]) <= tolerance)) {
                throw new ArtifactRefusedException(
                        "the sample is not reproduced: '%s' has %s in row %d, column %d, here it is %s"
                                .formatted(name, expected[i], i / d, i % d, actual[i]));
            }
        }
    }
}
