package dev.tamis.benchmarks.search;

/// A setting is written `name=number`.
final class Settings {

    private Settings() {}

    static double value(String setting) {
        return Double.parseDouble(setting.substring(setting.indexOf('=') + 1));
    }

    static int number(String setting) {
        return (int) value(setting);
    }
}
