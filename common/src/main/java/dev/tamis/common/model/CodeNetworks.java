package dev.tamis.common.model;

import java.util.ArrayList;
import java.util.List;

/// The networks that make codes of vectors, of items or of queries: `w0`, and `r1`, `b1` up to `ru`, `bu`.
final class CodeNetworks {

    private final Network first;
    private final List<Network> refining = new ArrayList<>();
    private final List<Network> back = new ArrayList<>();

    /// Takes the tensors whose names begin with `prefix`; `m` may be -1 for any.
    ///
    /// @throws ArtifactRefusedException if one is missing or of another shape
    CodeNetworks(ModelArtifact artifact, String prefix, int levels, int d, int m) {
        first = new Network(artifact, prefix + "w0", d, m);
        for (int t = 1; t <= levels; t++) {
            refining.add(new Network(artifact, prefix + "r" + t, d, first.outputs()));
            back.add(new Network(artifact, prefix + "b" + t, first.outputs(), d));
        }
    }

    /// Bits in a plane.
    int dimension() {
        return first.outputs();
    }

    /// What the signs of plane `t` are taken of, `[n][m]`, from `n` vectors `f` and their codes without that
    /// plane.
    float[] beforeSign(int t, float[] f, float[] codes, int n, int d) {
        if (t == 0) {
            return first.apply(f, n);
        }
        float[] residual = back.get(t - 1).apply(codes, n);
        Rows.normalize(residual, n, d);
        for (int i = 0; i < residual.length; i++) {
            residual[i] = f[i] - residual[i];
        }
        return refining.get(t - 1).apply(residual, n);
    }
}
