package dev.tamis.benchmarks.plot;

import java.util.ArrayList;
import java.util.List;

/// A logarithmic axis whose ends are powers of ten.
///
/// @param fromPower exponent of the lower end
/// @param toPower exponent of the upper end, above the lower one
/// @param begin where the lower end is drawn, in pixels
/// @param end where the upper end is drawn
record LogScale(int fromPower, int toPower, double begin, double end) {

    /// The narrowest scale that holds all values, which are above 0.
    static LogScale over(List<Double> values, double begin, double end) {
        double least = values.stream().mapToDouble(Double::doubleValue).min().orElse(1);
        double most = values.stream().mapToDouble(Double::doubleValue).max().orElse(10);
        int from = (int) Math.floor(Math.log10(least) + 1e-9);
        int to = (int) Math.ceil(Math.log10(most) - 1e-9);
        return new LogScale(from, Math.max(to, from + 1), begin, end);
    }

    /// Where a value is drawn.
    double at(double value) {
        double share = (Math.log10(value) - fromPower) / (toPower - fromPower);
        return begin + share * (end - begin);
    }

    /// The powers of ten from end to end.
    List<Double> ticks() {
        var ticks = new ArrayList<Double>();
        for (int power = fromPower; power <= toPower; power++) {
            ticks.add(Math.pow(10, power));
        }
        return ticks;
    }
}
