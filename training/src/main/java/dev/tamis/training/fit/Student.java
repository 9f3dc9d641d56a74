package dev.tamis.training.fit;

import ai.djl.ndarray.NDArray;
import java.util.List;

/// What is fitted: it turns centred vectors into smaller ones, whose cosines are to order the items as the
/// teacher's and the judgments do. It is seen from several sides at once, as the sizes of prefixes, and each is
/// fitted.
public interface Student {

    /// Names of the views, as `128`.
    List<String> views();

    Parameters parameters();

    /// @param rows `[n, d0]`, centred, of norm 1
    /// @return for each view `[n, d]`, of norm 1
    List<NDArray> items(Weights weights, NDArray rows);

    /// @param rows `[n, d0]`, centred, of norm 1
    /// @return for each view `[n, d]`, of norm 1
    List<NDArray> queries(Weights weights, NDArray rows);
}
