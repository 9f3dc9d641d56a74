package dev.tamis.embedding.schedule;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.SequencedSet;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// The texts of one priority, taken in turns between their callers: deficit round robin, so that callers with texts
/// waiting get equal shares of the tokens that are run, however long their texts are and however many
/// (M. Shreedhar, G. Varghese, *Efficient Fair Queuing using Deficit Round-Robin*, 1996, section 3).
///
/// Not safe for use by several threads. Taking and removing one text costs the logarithm of how many lengths wait.
final class FairQueue {

    /// Tokens that a caller may run before the next one's turn: a text of the longest that common models read.
    static final int QUANTUM = 512;

    private final Map<String, Caller> callers = new HashMap<>();

    /// Callers with texts waiting, whose turn it is first.
    private final Deque<Caller> turns = new ArrayDeque<>();

    /// Texts by length that may share a batch, for runners that have batches.
    private final Map<Runner<?, ?>, NavigableMap<Integer, SequencedSet<Text<?, ?>>>> mates = new HashMap<>();

    private long tokens;

    boolean isEmpty() {
        return turns.isEmpty();
    }

    /// @return tokens of all texts waiting
    long tokens() {
        return tokens;
    }

    /// @param most how many tokens of one caller count
    /// @return tokens of all texts waiting, a caller's only up to that
    long tokensUpTo(long most) {
        return turns.stream().mapToLong(caller -> Math.min(most, caller.tokens)).sum();
    }

    /// @return tokens of the texts of one caller waiting
    long tokens(String caller) {
        Caller known = callers.get(caller);
        return known == null ? 0 : known.tokens;
    }

    /// @return how many callers have texts waiting
    int callers() {
        return turns.size();
    }

    /// @return tokens of the text whose turn it is; 0 if none waits
    int nextTokens() {
        Text<?, ?> next = next();
        return next == null ? 0 : next.tokens;
    }

    void add(Text<?, ?> text) {
        Caller caller = callers.computeIfAbsent(text.caller, any -> new Caller());
        if (caller.texts.isEmpty()) {
            caller.credit = QUANTUM;
            turns.add(caller);
        }
        caller.texts.add(text);
        caller.tokens += text.tokens;
        tokens += text.tokens;
        if (text.runner.independent()) {
            mates.computeIfAbsent(text.runner, any -> new TreeMap<>())
                    .computeIfAbsent(text.tokens, any -> new LinkedHashSet<>())
                    .add(text);
        }
    }

    /// Takes the text whose turn it is, and texts of any caller that may share its batch. Each caller pays for its
    /// own.
    ///
    /// @return empty if none waits
    List<Text<?, ?>> take(BatchLimits limits) {
        Text<?, ?> first = next();
        if (first == null) {
            return List.of();
        }
        var batch = new ArrayList<Text<?, ?>>();
        take(first);
        batch.add(first);
        var lengths = mates.get(first.runner);
        if (lengths != null) {
            fill(batch, first, lengths, limits);
        }
        return batch;
    }

    private @Nullable Text<?, ?> next() {
        while (!turns.isEmpty()) {
            Caller caller = turns.getFirst();
            Text<?, ?> text = caller.texts.getFirst();
            if (caller.credit >= text.tokens) {
                return text;
            }
            caller.credit += QUANTUM;
            turns.add(turns.removeFirst());
        }
        return null;
    }

    /// Adds texts in the order of how near their length is, the longer first, while limits allow.
    private void fill(
            List<Text<?, ?>> batch,
            Text<?, ?> first,
            NavigableMap<Integer, SequencedSet<Text<?, ?>>> lengths,
            BatchLimits limits) {
        int shortest = first.tokens;
        int longest = first.tokens;
        while (batch.size() < limits.texts()) {
            Optional<Text<?, ?>> mate = nearest(lengths, first.tokens, shortest, longest, batch.size() + 1, limits);
            if (mate.isEmpty()) {
                return;
            }
            take(mate.get());
            batch.add(mate.get());
            shortest = Math.min(shortest, mate.get().tokens);
            longest = Math.max(longest, mate.get().tokens);
        }
    }

    private static Optional<Text<?, ?>> nearest(
            NavigableMap<Integer, SequencedSet<Text<?, ?>>> lengths,
            int wanted,
            int shortest,
            int longest,
            int texts,
            BatchLimits limits) {
        var above = lengths.ceilingEntry(wanted);
        var below = lengths.lowerEntry(wanted);
        boolean fitsAbove = above != null && limits.allow(shortest, Math.max(longest, above.getKey()), texts);
        boolean fitsBelow = below != null && limits.allow(Math.min(shortest, below.getKey()), longest, texts);
        if (fitsAbove && (!fitsBelow || above.getKey() - wanted <= wanted - below.getKey())) {
            return Optional.of(above.getValue().getFirst());
        }
        return fitsBelow ? Optional.of(below.getValue().getFirst()) : Optional.empty();
    }

    private void take(Text<?, ?> text) {
        Caller caller = callers.get(text.caller);
        if (caller != null) {
            caller.credit -= text.tokens;
        }
        remove(text);
    }

    /// Takes a text out that nobody waits for any more.
    ///
    /// @return whether it was there
    boolean remove(Text<?, ?> text) {
        Caller caller = callers.get(text.caller);
        if (caller == null || !caller.texts.remove(text)) {
            return false;
        }
        caller.tokens -= text.tokens;
        tokens -= text.tokens;
        if (caller.texts.isEmpty()) {
            callers.remove(text.caller);
            turns.remove(caller);
        }
        if (text.runner.independent()) {
            forgetMate(text);
        }
        return true;
    }

    private void forgetMate(Text<?, ?> text) {
        mates.computeIfPresent(text.runner, (runner, lengths) -> {
            lengths.computeIfPresent(text.tokens, (length, texts) -> {
                texts.remove(text);
                return texts.isEmpty() ? null : texts;
            });
            return lengths.isEmpty() ? null : lengths;
        });
    }

    /// Empties the queue.
    List<Text<?, ?>> drain() {
        List<Text<?, ?>> all = new ArrayList<>();
        turns.forEach(caller -> all.addAll(caller.texts));
        callers.clear();
        turns.clear();
        mates.clear();
        tokens = 0;
        return all;
    }

    private static final class Caller {

        final SequencedSet<Text<?, ?>> texts = new LinkedHashSet<>();
        long tokens;

        /// Tokens it may still run in this turn; negative after others took its texts into their batches.
        long credit;
    }
}
