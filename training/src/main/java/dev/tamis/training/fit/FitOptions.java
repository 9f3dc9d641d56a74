package dev.tamis.training.fit;

import java.util.LinkedHashMap;
import java.util.Map;

/// How a model is fitted.
///
/// @param steps updates at most
/// @param batch queries in a step
/// @param candidates items that each query of a step brings: relevant ones and some of its nearest
/// @param depth how many of the nearest items of a query are candidates
/// @param standIns items that stand in for queries, at most
/// @param standInShare of the queries of a step, 0 to 1; all where there are no queries
/// @param rate of the first updates, relative to the size of the weights; it falls to 0 along half a cosine
/// @param pull towards the start: the share of the distance that an update at rate 1 would take back
/// @param temperature of the cosines that are compared with the teacher's and with judgments
/// @param pairWeight what judged pairs count beside the teacher
/// @param validateEvery steps between two validations
/// @param patience validations without a better score after which fitting stops
/// @param validationShare of the queries that are kept back for validation, 0 to 1
/// @param seed of all randomness
/// @param threads that compute
public record FitOptions(
        int steps,
        int batch,
        int candidates,
        int depth,
        int standIns,
        double standInShare,
        double rate,
        double pull,
        double temperature,
        double pairWeight,
        int validateEvery,
        int patience,
        double validationShare,
        long seed,
        int threads) {

    public FitOptions {
        if (steps < 1 || batch < 1 || candidates < 1 || depth < 1 || validateEvery < 1 || patience < 1 || threads < 1) {
            throw new IllegalArgumentException("counts must be at least 1");
        }
        if (!(validationShare > 0 && validationShare < 1)) {
            throw new IllegalArgumentException("validationShare: expected between 0 and 1, got " + validationShare);
        }
    }

    public FitOptions withSeed(long other) {
        return new FitOptions(
                steps,
                batch,
                candidates,
                depth,
                standIns,
                standInShare,
                rate,
                pull,
                temperature,
                pairWeight,
                validateEvery,
                patience,
                validationShare,
                other,
                threads);
    }

    public FitOptions withSteps(int most, int between) {
        return new FitOptions(
                most,
                batch,
                candidates,
                depth,
                standIns,
                standInShare,
                rate,
                pull,
                temperature,
                pairWeight,
                between,
                patience,
                validationShare,
                seed,
                threads);
    }

    /// The options as hyper-parameters of a manifest; seed and threads are none.
    public Map<String, Object> hyperParameters() {
        var parameters = new LinkedHashMap<String, Object>();
        parameters.put("steps", steps);
        parameters.put("batch", batch);
        parameters.put("candidates", candidates);
        parameters.put("depth", depth);
        parameters.put("standIns", standIns);
        parameters.put("standInShare", standInShare);
        parameters.put("rate", rate);
        parameters.put("pull", pull);
        parameters.put("temperature", temperature);
        parameters.put("pairWeight", pairWeight);
        parameters.put("validateEvery", validateEvery);
        parameters.put("patience", patience);
        parameters.put("validationShare", validationShare);
        return parameters;
    }
}
