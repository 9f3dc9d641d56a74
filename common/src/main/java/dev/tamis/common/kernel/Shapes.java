package dev.tamis.common.kernel;

/// Checks at the door of a kernel, with both numbers in the message.
final class Shapes {

    private Shapes() {}

    /// Refuses an array that is shorter than it must be.
    static void holds(String name, long expected, long actual) {
        if (expected < 0 || actual < expected) {
            throw new IllegalArgumentException("%s: expected at least %d, got %d".formatted(name, expected, actual));
        }
    }
}
