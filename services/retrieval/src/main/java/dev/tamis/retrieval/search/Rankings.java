package dev.tamis.retrieval.search;

import dev.tamis.common.contract.search.Evidence;
import dev.tamis.retrieval.collection.CollectionRef;
import dev.tamis.retrieval.fusion.Fused;
import dev.tamis.retrieval.fusion.Fusions;
import dev.tamis.retrieval.fusion.Scored;
import dev.tamis.retrieval.fusion.Shortlists;
import dev.tamis.retrieval.index.DenseHit;
import dev.tamis.retrieval.index.DenseHits;
import dev.tamis.retrieval.index.DenseQuery;
import dev.tamis.retrieval.index.DenseSearch;
import dev.tamis.retrieval.lexical.LexicalHit;
import dev.tamis.retrieval.lexical.LexicalIndexes;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.springframework.stereotype.Component;

/// Ranks items by what dense and lexical search find. In a hybrid search both run at the same time, and each is
/// asked about what only the other one found.
@Component
class Rankings {

    private final DenseSearch dense;
    private final LexicalIndexes lexical;
    private final SearchProperties properties;

    Rankings(DenseSearch dense, LexicalIndexes lexical, SearchProperties properties) {
        this.dense = dense;
        this.lexical = lexical;
        this.properties = properties;
    }

    Ranking rank(CollectionRef collection, Question question, Stages stages) {
        return switch (question) {
            case Question.Dense each -> dense(collection, each, stages);
            case Question.Lexical each -> lexical(collection, each, stages);
            case Question.Hybrid each -> hybrid(collection, each, stages);
        };
    }

    private Ranking dense(CollectionRef collection, Question.Dense question, Stages stages) {
        DenseHits found = stages.timed(
                Stages.DENSE,
                () -> dense.query(collection, question.vector(), question.exact())
                        .search(question.k(), question.filter()));
        List<DenseHit> hits = found.hits();
        List<Fused> items = IntStream.range(0, hits.size())
                .mapToObj(i -> {
                    DenseHit hit = hits.get(i);
                    return new Fused(hit.id(), hit.cosine(), new Evidence(hit.cosine(), i + 1), null);
                })
                .toList();
        return new Ranking(items, null, found.how());
    }

    private Ranking lexical(CollectionRef collection, Question.Lexical question, Stages stages) {
        List<LexicalHit> hits = stages.timed(
                Stages.LEXICAL, () -> lexical.search(collection, question.query(), question.k(), question.filter()));
        List<Fused> items = IntStream.range(0, hits.size())
                .mapToObj(i -> {
                    LexicalHit hit = hits.get(i);
                    return new Fused(hit.id(), hit.score(), null, new Evidence(hit.score(), i + 1));
                })
                .toList();
        return new Ranking(items, null, null);
    }

    private Ranking hybrid(CollectionRef collection, Question.Hybrid question, Stages stages) {
        int length = Math.max(question.k(), properties.shortlist());
        var words = meanwhile(() -> stages.timed(
                Stages.LEXICAL, () -> lexical.search(collection, question.query(), length, question.filter())));
        DenseQuery vectors = dense.query(collection, question.vector(), question.exact());
        DenseHits byVector = stages.timed(Stages.DENSE, () -> vectors.search(length, question.filter()));
        List<LexicalHit> byWords = await(words);

        Set<String> denseIds = byVector.hits().stream().map(DenseHit::id).collect(Collectors.toSet());
        Set<String> lexicalIds = byWords.stream().map(LexicalHit::id).collect(Collectors.toSet());
        var bm25s = meanwhile(() -> stages.timed(
                Stages.LEXICAL, () -> lexical.scores(collection, question.query(), without(denseIds, lexicalIds))));
        Map<String, Double> cosines = stages.timed(Stages.DENSE, () -> vectors.cosines(without(lexicalIds, denseIds)));
        var lists = new Shortlists(
                byVector.hits().stream()
                        .map(hit -> new Scored(hit.id(), hit.cosine()))
                        .toList(),
                byWords.stream().map(hit -> new Scored(hit.id(), hit.score())).toList(),
                cosines,
                await(bm25s));
        List<Fused> items = stages.timed(Stages.FUSE, () -> Fusions.fuse(question.fusion(), lists, question.k()));
        return new Ranking(items, question.fusion(), byVector.how());
    }

    private static List<String> without(Set<String> ids, Set<String> others) {
        return ids.stream().filter(id -> !others.contains(id)).sorted().toList();
    }

    private static <T> CompletableFuture<T> meanwhile(Supplier<T> work) {
        return CompletableFuture.supplyAsync(
                work, task -> Thread.ofVirtual().name("search").start(task));
    }

    private static <T> T await(CompletableFuture<T> work) {
        try {
            return work.join();
        } catch (CompletionException failed) {
            throw failed.getCause() instanceof RuntimeException cause ? cause : failed;
        }
    }
}
