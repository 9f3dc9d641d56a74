package dev.tamis.training.fit.code;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import dev.tamis.training.fit.Parameters;
import dev.tamis.training.fit.Student;
import dev.tamis.training.fit.UnitRows;
import dev.tamis.training.fit.Weights;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/// Recurrent codes; the views are the codes after each plane.
///
/// The gradient of a sign is that of the identity where its argument is within -1 and 1, and else 0 (straight-
/// through estimator, arXiv 1308.3432, clipped as in arXiv 1602.02830).
final class RecurrentStudent implements Student {

    /// Of the principal components at which it starts.
    final double whitening;

    private final int levels;
    private final String queryPrefix;
    private final Parameters parameters;

    /// @param levels how often a code is refined
    /// @param queryPrefix begins the names of the networks for queries; empty if they are those of items
    RecurrentStudent(int levels, String queryPrefix, double whitening, Parameters parameters) {
        this.whitening = whitening;
        this.levels = levels;
        this.queryPrefix = queryPrefix;
        this.parameters = parameters;
    }

    @Override
    public List<String> views() {
        return IntStream.rangeClosed(0, levels)
                .mapToObj(level -> (level + 1) + "-bit")
                .toList();
    }

    @Override
    public Parameters parameters() {
        return parameters;
    }

    @Override
    public List<NDArray> items(Weights weights, NDArray rows) {
        return views(weights, rows, "");
    }

    @Override
    public List<NDArray> queries(Weights weights, NDArray rows) {
        return views(weights, rows, queryPrefix);
    }

    /// The code values of the last level, exactly.
    NDArray itemCodes(Weights weights, NDArray rows) {
        return codes(weights, rows, "", true).getLast();
    }

    /// The code values of the last level, exactly.
    NDArray queryCodes(Weights weights, NDArray rows) {
        return codes(weights, rows, queryPrefix, true).getLast();
    }

    private List<NDArray> views(Weights weights, NDArray rows, String prefix) {
        return codes(weights, rows, prefix, false).stream().map(UnitRows::of).toList();
    }

    private List<NDArray> codes(Weights weights, NDArray rows, String prefix, boolean exact) {
        NDArray code = signs(new CodeNetwork(prefix + "w0").apply(weights, rows), exact);
        List<NDArray> codes = new ArrayList<>(List.of(code));
        for (int t = 1; t <= levels; t++) {
            NDArray back = UnitRows.of(new CodeNetwork(prefix + "b" + t).apply(weights, code));
            NDArray signs = signs(new CodeNetwork(prefix + "r" + t).apply(weights, rows.sub(back)), exact);
            code = code.add(signs.mul(Math.scalb(1f, -t)));
            codes.add(code);
        }
        return codes;
    }

    private static NDArray signs(NDArray x, boolean exact) {
        NDArray hard = x.gt(0).toType(DataType.FLOAT32, false).mul(2).sub(1);
        if (exact) {
            return hard;
        }
        NDArray soft = x.clip(-1, 1);
        return soft.add(hard.sub(soft).stopGradient());
    }
}
