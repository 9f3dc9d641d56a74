package dev.tamis.retrieval.index.attribute;

import dev.tamis.common.contract.Filter;
import dev.tamis.common.contract.GeoPoint;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/// The values of a sealed column by rank.
final class SealedDictionary {

    private final MemorySegment booleans;
    private final MemorySegment numbers;
    private final MemorySegment textStarts;
    private final MemorySegment wideTextStarts;
    private final MemorySegment text;
    private final MemorySegment latitudes;
    private final MemorySegment longitudes;

    private final int firstNumber;
    private final int firstString;
    private final int firstPoint;
    private final int size;

    SealedDictionary(MemorySegment section, int column) {
        this.booleans = Block.BOOLEANS.of(section, column);
        this.numbers = Block.NUMBERS.of(section, column);
        this.textStarts = Block.TEXT_STARTS.of(section, column);
        this.wideTextStarts = Block.WIDE_TEXT_STARTS.of(section, column);
        this.text = Block.TEXT.of(section, column);
        this.latitudes = Block.LATITUDES.of(section, column);
        this.longitudes = Block.LONGITUDES.of(section, column);
        this.firstNumber = (int) booleans.byteSize();
        this.firstString = firstNumber + (int) (numbers.byteSize() / Double.BYTES);
        this.firstPoint = firstString + strings();
        this.size = firstPoint + (int) (latitudes.byteSize() / Double.BYTES);
    }

    private int strings() {
        long starts = textStarts.byteSize() / Integer.BYTES + wideTextStarts.byteSize() / Long.BYTES;
        return (int) Math.max(0, starts - 1);
    }

    int size() {
        return size;
    }

    /// Ranks from this one on are of points.
    int firstPoint() {
        return firstPoint;
    }

    Object value(int rank) {
        if (rank < firstNumber) {
            return booleans.get(ValueLayout.JAVA_BYTE, rank) != 0;
        }
        if (rank < firstString) {
            return numbers.getAtIndex(Block.DOUBLE, rank - firstNumber);
        }
        if (rank < firstPoint) {
            long from = textStart(rank - firstString);
            byte[] utf8 =
                    text.asSlice(from, textStart(rank - firstString + 1) - from).toArray(ValueLayout.JAVA_BYTE);
            return new String(utf8, StandardCharsets.UTF_8);
        }
        return new GeoPoint(
                latitudes.getAtIndex(Block.DOUBLE, rank - firstPoint),
                longitudes.getAtIndex(Block.DOUBLE, rank - firstPoint));
    }

    private long textStart(int string) {
        return textStarts.byteSize() > 0
                ? textStarts.getAtIndex(Block.INT, string)
                : wideTextStarts.getAtIndex(Block.LONG, string);
    }

    /// The ranks of the values that fulfil a condition.
    RankSet matching(Filter condition) {
        var ranks = new RankSet();
        switch (condition) {
            case Filter.Equal equal -> add(equal.equals(), ranks);
            case Filter.In in -> in.in().forEach(each -> add(each, ranks));
            case Filter.Range range -> add(Interval.of(range), ranks);
            case Filter.Prefix prefix -> add(Interval.of(prefix), ranks);
            case Filter.GeoRadius radius -> add(new Circle(radius), ranks);
            default -> throw new IllegalArgumentException("no condition on a value: " + condition);
        }
        return ranks;
    }

    private void add(Object value, RankSet to) {
        switch (Values.of(value)) {
            case Boolean flag -> {
                for (int i = 0; i < firstNumber; i++) {
                    if (value(i).equals(flag)) {
                        to.add(i, i + 1);
                    }
                }
            }
            case Double number -> {
                int rank = firstNumber + lowerBound(numbers, number);
                if (rank < firstString && value(rank).equals(number)) {
                    to.add(rank, rank + 1);
                }
            }
            case String string -> {
                byte[] utf8 = Values.utf8(string);
                int at = lowerBound(utf8);
                if (at < firstPoint - firstString && compare(at, MemorySegment.ofArray(utf8)) == 0) {
                    to.add(firstString + at, firstString + at + 1);
                }
            }
            default -> throw new IllegalArgumentException("no value of a filter: " + value);
        }
    }

    private void add(Interval interval, RankSet to) {
        switch (interval) {
            case Interval.Nothing() -> {}
            case Interval.Numbers(double low, double high) ->
                to.add(firstNumber + lowerBound(numbers, low), firstNumber + upperBound(numbers, high));
            case Interval.Strings(byte @Nullable [] from, byte @Nullable [] below) ->
                to.add(
                        firstString + (from == null ? 0 : lowerBound(from)),
                        below == null ? firstPoint : firstString + lowerBound(below));
        }
    }

    private void add(Circle circle, RankSet to) {
        int end = upperBound(latitudes, circle.north);
        for (int i = lowerBound(latitudes, circle.south); i < end; i++) {
            if (circle.holds(latitudes.getAtIndex(Block.DOUBLE, i), longitudes.getAtIndex(Block.DOUBLE, i))) {
                to.add(firstPoint + i, firstPoint + i + 1);
            }
        }
    }

    /// The first index whose double is no less than another one.
    private static int lowerBound(MemorySegment doubles, double least) {
        return bound(doubles, least, 0);
    }

    /// The first index whose double is greater than another one.
    private static int upperBound(MemorySegment doubles, double most) {
        return bound(doubles, most, 1);
    }

    private static int bound(MemorySegment doubles, double bound, int below) {
        int low = 0;
        int high = (int) (doubles.byteSize() / Double.BYTES);
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (Double.compare(doubles.getAtIndex(Block.DOUBLE, middle), bound) < below) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /// The first string that is no less than another one.
    private int lowerBound(byte[] least) {
        MemorySegment bound = MemorySegment.ofArray(least);
        int low = 0;
        int high = firstPoint - firstString;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (compare(middle, bound) < 0) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    private int compare(int string, MemorySegment other) {
        long from = textStart(string);
        long to = textStart(string + 1);
        long at = MemorySegment.mismatch(text, from, to, other, 0, other.byteSize());
        if (at < 0 || at == to - from || at == other.byteSize()) {
            return Long.compare(to - from, other.byteSize());
        }
        return Byte.compareUnsigned(text.get(ValueLayout.JAVA_BYTE, from + at), other.get(ValueLayout.JAVA_BYTE, at));
    }
}
