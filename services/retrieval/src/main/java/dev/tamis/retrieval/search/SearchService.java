package dev.tamis.retrieval.search;

import dev.tamis.common.contract.collection.Attribute;
import dev.tamis.common.contract.item.Item;
import dev.tamis.common.contract.retrieval.RetrievalRequest;
import dev.tamis.common.contract.retrieval.RetrievalResponse;
import dev.tamis.common.contract.retrieval.RetrievalResponse.Hit;
import dev.tamis.common.contract.search.FacetValue;
import dev.tamis.retrieval.collection.CollectionCatalog;
import dev.tamis.retrieval.collection.CollectionRef;
import dev.tamis.retrieval.fusion.Fused;
import dev.tamis.retrieval.item.ItemReads;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/// Answers searches: ranks, then fetches the text of what is shown, counts facets, and measures the time.
@Service
class SearchService {

    private final CollectionCatalog catalog;
    private final Questions questions;
    private final Facets facets;
    private final Rankings rankings;
    private final ItemReads items;
    private final SearchMetrics metrics;
    private final IndexRefresh refresh;

    SearchService(
            CollectionCatalog catalog,
            Questions questions,
            Facets facets,
            Rankings rankings,
            ItemReads items,
            SearchMetrics metrics,
            IndexRefresh refresh) {
        this.catalog = catalog;
        this.questions = questions;
        this.facets = facets;
        this.rankings = rankings;
        this.items = items;
        this.metrics = metrics;
        this.refresh = refresh;
    }

    /// Returns at most `k` hits, best first. An item that is deleted while the search runs may be missing.
    ///
    /// @throws RefusedException if the collection is unknown or cannot answer this
    RetrievalResponse search(String name, RetrievalRequest request) {
        return catalog.in(name, collection -> search(collection, request));
    }

    private RetrievalResponse search(CollectionRef collection, RetrievalRequest request) {
        Question question = questions.of(collection, request);
        List<Attribute> counted = facets.require(collection, request.facets());
        var stages = new Stages();
        Long after = request.after();
        if (after != null) {
            stages.timed(Stages.AWAIT, () -> {
                refresh.await(collection, after, request.mode());
                return after;
            });
        }
        Ranking ranking = rankings.rank(collection, question, stages);
        List<Hit> hits = stages.timed(Stages.FETCH, () -> hits(collection, ranking.items(), request.fields()));
        Map<String, List<FacetValue>> counts = request.facets() == null
                ? null
                : stages.timed(Stages.FACETS, () -> facets.count(collection, counted, question.filter()));
        metrics.record(collection, question, stages);
        return new RetrievalResponse(hits, ranking.fusion(), ranking.dense(), stages.millis(), counts);
    }

    private List<Hit> hits(CollectionRef collection, List<Fused> ranked, @Nullable List<String> fields) {
        Map<String, Item> found =
                items.byId(collection, ranked.stream().map(Fused::id).toList());
        var hits = new ArrayList<Hit>();
        for (Fused each : ranked) {
            Item item = found.get(each.id());
            if (item != null) {
                hits.add(new Hit(
                        each.id(),
                        each.score(),
                        each.dense(),
                        each.lexical(),
                        shown(item.fields(), fields),
                        item.attributes()));
            }
        }
        return hits;
    }

    private static Map<String, String> shown(Map<String, String> all, @Nullable List<String> wanted) {
        if (wanted == null) {
            return all;
        }
        var shown = new LinkedHashMap<>(all);
        shown.keySet().retainAll(wanted);
        return shown;
    }
}
