package dev.tamis.embedding.schedule;

import dev.tamis.common.contract.embedding.InputType;
import java.util.ArrayList;
import java.util.List;

/// The texts that wait. Queries go before documents, which get an eighth of the tokens while both wait.
///
/// Each kind has its own room, so that no import, however large, leaves searches without any. Not safe for use by
/// several threads.
final class WaitingTexts {

    /// For so many tokens of queries, documents that wait get one.
    private static final int QUERY_TOKENS_A_DOCUMENT_TOKEN = 7;

    private final FairQueue queries = new FairQueue();
    private final FairQueue documents = new FairQueue();
    private final BatchLimits limits;
    private final long room;

    /// Tokens of documents that may be run although queries are.
    private double due;

    /// @param room tokens that may wait of each kind, see [#isFull]
    WaitingTexts(BatchLimits limits, long room) {
        this.limits = limits;
        this.room = room;
    }

    boolean isEmpty() {
        return queries.isEmpty() && documents.isEmpty();
    }

    boolean hasQueries() {
        return !queries.isEmpty();
    }

    long tokens(InputType type) {
        return queue(type).tokens();
    }

    /// Whether no further texts of a caller are taken in: the room is used up, and the caller has its share of it.
    ///
    /// One that has less is taken in still, until twice the room is used, lest a caller who floods the queue keeps
    /// others out of it. A request comes in whole if there is room at all, so that none is too large for ever;
    /// what it has more than the room keeps out its own caller alone.
    boolean isFull(InputType type, String caller) {
        FairQueue queue = queue(type);
        if (queue.tokens() < room) {
            return false;
        }
        long own = queue.tokens(caller);
        int callers = queue.callers() + (own == 0 ? 1 : 0);
        return own >= room / callers || queue.tokensUpTo(room) >= 2 * room;
    }

    void add(Text<?, ?> text) {
        queue(text.type).add(text);
    }

    /// The queries to run next, together; empty if none waits.
    List<Text<?, ?>> takeQueries() {
        List<Text<?, ?>> batch = queries.take(limits);
        due = documents.isEmpty() ? 0 : due + (double) tokens(batch) / QUERY_TOKENS_A_DOCUMENT_TOKEN;
        return batch;
    }

    /// Whether documents wait whose turn it is even while queries are run.
    boolean areDocumentsDue() {
        return !documents.isEmpty() && due >= documents.nextTokens();
    }

    boolean hasDocuments() {
        return !documents.isEmpty();
    }

    /// The documents to run next, together; empty if none waits.
    List<Text<?, ?>> takeDocuments() {
        List<Text<?, ?>> batch = documents.take(limits);
        due = Math.max(0, due - tokens(batch));
        return batch;
    }

    void remove(Text<?, ?> text) {
        queue(text.type).remove(text);
    }

    /// Takes out all that waits.
    List<Text<?, ?>> drain() {
        List<Text<?, ?>> all = new ArrayList<>(queries.drain());
        all.addAll(documents.drain());
        return all;
    }

    private FairQueue queue(InputType type) {
        return switch (type) {
            case QUERY -> queries;
            case DOCUMENT -> documents;
        };
    }

    private static long tokens(List<Text<?, ?>> batch) {
        return batch.stream().mapToLong(text -> text.tokens).sum();
    }
}
