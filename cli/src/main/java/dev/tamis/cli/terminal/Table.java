package dev.tamis.cli.terminal;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Rows under headings, columns as wide as their widest cell; columns of numbers are aligned to the right.
public final class Table {

    private static final String GAP = "  ";

    private final List<String> headings;
    private final List<List<String>> rows = new ArrayList<>();

    public Table(String... headings) {
        this.headings = List.of(headings);
    }

    /// Adds a row with a cell for every heading.
    public Table row(String... cells) {
        if (cells.length != headings.size()) {
            throw new IllegalArgumentException(
                    "the table has %d columns, the row %d".formatted(headings.size(), cells.length));
        }
        rows.add(Arrays.stream(cells).map(Table::printable).toList());
        return this;
    }

    /// The lines of the table, the last column cut off where a line would be longer than `columns`.
    public List<String> lines(int columns) {
        var lines = new ArrayList<String>();
        lines.add(line(headings, columns));
        rows.forEach(row -> lines.add(line(row, columns)));
        return lines;
    }

    public void print(Console console) {
        lines(console.columns()).forEach(console.out()::println);
    }

    private String line(List<String> cells, int columns) {
        var line = new StringBuilder();
        for (int i = 0; i < cells.size(); i++) {
            String padding = " ".repeat(width(i) - length(cells.get(i)));
            boolean right = isNumeric(i);
            line.append(i == 0 ? "" : GAP)
                    .append(right ? padding : "")
                    .append(cells.get(i))
                    .append(right ? "" : padding);
        }
        return cut(line.toString().stripTrailing(), columns);
    }

    private int width(int column) {
        int widest = length(headings.get(column));
        for (List<String> row : rows) {
            widest = Math.max(widest, length(row.get(column)));
        }
        return widest;
    }

    private boolean isNumeric(int column) {
        return !rows.isEmpty() && rows.stream().allMatch(row -> row.get(column).matches("-?[0-9][0-9,.]*|-|"));
    }

    /// A text of at most `length` characters, its end marked where it was cut.
    public static String cut(String text, int length) {
        if (length(text) <= length) {
            return text;
        }
        return text.substring(0, text.offsetByCodePoints(0, Math.max(0, length - 1))) + "…";
    }

    private static int length(String text) {
        return text.codePointCount(0, text.length());
    }

    /// Stored text may hold anything; a terminal obeys control characters.
    private static String printable(String cell) {
        return cell.replaceAll("[\\s\\p{Cntrl}]+", " ");
    }
}
