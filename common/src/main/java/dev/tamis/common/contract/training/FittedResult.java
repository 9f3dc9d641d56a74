package dev.tamis.common.contract.training;

import java.util.Map;

/// The result of [TrainProjection] and [TrainCodes].
///
/// @param model id of the model in the registry, where it is a candidate
/// @param items how many it was fitted to
/// @param queries how many it was fitted to and validated on
/// @param steps of the parameters that were kept
/// @param metrics of the model, by name: each form before and after, on queries that give no gradients
/// @param report path of the page that shows how the fit went
public record FittedResult(
        String model, int items, int queries, int steps, Map<String, Double> metrics, String report) {

    public FittedResult {
        metrics = Map.copyOf(metrics);
    }
}
