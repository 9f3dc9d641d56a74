package dev.tamis.cli.search;

/// A filter expression that cannot be read; the message shows the place.
final class FilterSyntaxException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /// @param column from 0
    FilterSyntaxException(String expression, int column, String problem) {
        super("--filter: %s%n  %s%n  %s^".formatted(problem, expression, " ".repeat(column)));
    }
}
