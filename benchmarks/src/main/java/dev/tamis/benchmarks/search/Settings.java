package dev.tamis.benchmarks.search;

import java.util.List;
import java.util.stream.IntStream;

/// A setting is written `name=number`.
final class Settings {

    private Settings() {}

    /// A setting for each number.
    static List<String> each(String name, int... numbers) {
        return IntStream.of(numbers).mapToObj(number -> name + "=" + number).toList();
    }

    static double value(String setting) {
        return Double.parseDouble(setting.substring(setting.indexOf('=') + 1));
    }

    static int number(String setting) {
        return (int) value(setting);
    }
}
