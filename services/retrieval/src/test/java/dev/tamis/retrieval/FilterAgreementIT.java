package dev.tamis.retrieval;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tamis.common.contract.DenseVector;
import dev.tamis.common.contract.Filter;
import dev.tamis.common.contract.item.Item;
import dev.tamis.common.contract.retrieval.ItemsWritten;
import dev.tamis.retrieval.collection.CollectionCatalog;
import dev.tamis.retrieval.collection.CollectionRef;
import dev.tamis.retrieval.filter.FilterAnswers;
import dev.tamis.retrieval.filter.FilterService;
import dev.tamis.retrieval.filter.FilterSql;
import dev.tamis.retrieval.filter.PlainFilter;
import dev.tamis.retrieval.filter.RandomFilters;
import dev.tamis.retrieval.filter.SqlCondition;
import dev.tamis.retrieval.index.memory.Effort;
import dev.tamis.retrieval.index.memory.IndexIdentity;
import dev.tamis.retrieval.index.memory.MemoryHit;
import dev.tamis.retrieval.index.memory.MemoryIndex;
import dev.tamis.retrieval.index.memory.MemoryIndexSettings;
import dev.tamis.retrieval.index.memory.VectorChange;
import dev.tamis.retrieval.lexical.LexicalHit;
import dev.tamis.retrieval.lexical.LexicalIndexes;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/// Whatever a filter is turned into lets the same items pass.
class FilterAgreementIT extends RunningService {

    private static final int ITEMS = 400;
    private static final int FILTERS = 1_000;

    private final long seed = Long.getLong("test.seed", System.nanoTime());

    @Autowired
    private CollectionCatalog catalog;

    @Autowired
    private FilterService checks;

    @Autowired
    private FilterSql sql;

    @Autowired
    private LexicalIndexes lexical;

    @Test
    void everyCompilerOfFiltersAgreesWithWhatTheyMean() {
        create(null, 2);
        CollectionRef collection = catalog.require(name);
        var random = new RandomFilters(new Random(seed));
        Map<String, Map<String, Object>> items = write(random);
        var plain = new PlainFilter(items);
        try (MemoryIndex tail = index(items);
                MemoryIndex sealed = index(items)) {
            sealed.optimize();
            agree(random, collection, plain, compilers(collection, tail, sealed));
        }
    }

    private void agree(
            RandomFilters random, CollectionRef collection, PlainFilter plain, Map<String, FilterAnswers> compilers) {

        int telling = 0;
        for (int i = 0; i < FILTERS; i++) {
            Filter filter = random.filter(3);
            Set<String> expected = plain.passing(filter);
            telling += expected.isEmpty() || expected.size() == ITEMS ? 0 : 1;

            checks.require(collection, filter);
            compilers.forEach((name, compiler) -> assertThat(compiler.passing(filter))
                    .as("%s on %s, rerun with -Dtest.seed=%d", name, filter, seed)
                    .isEqualTo(expected));
        }
        assertThat(telling)
                .as("filters that tell items apart, rerun with -Dtest.seed=%d", seed)
                .isGreaterThan(FILTERS / 2);
    }

    private Map<String, FilterAnswers> compilers(CollectionRef collection, MemoryIndex tail, MemoryIndex sealed) {
        return Map.of(
                "SQL", filter -> bySql(collection, filter),
                "Lucene", filter -> byLucene(collection, filter),
                "tail in memory", filter -> inMemory(tail, filter),
                "segment in memory", filter -> inMemory(sealed, filter));
    }

    private static MemoryIndex index(Map<String, Map<String, Object>> items) {
        var index = MemoryIndex.open(new IndexIdentity(1, Instant.EPOCH, 2), MemoryIndexSettings.DEFAULT, null);
        var vector = DenseVector.of(1, 0);
        List<VectorChange> changes = items.entrySet().stream()
                .map(item -> new VectorChange(item.getKey(), false, vector, item.getValue()))
                .toList();
        index.apply(changes, changes.size());
        return index;
    }

    private static Set<String> inMemory(MemoryIndex index, Filter filter) {
        return index.search(new float[] {1, 0}, ITEMS, filter, Effort.EXACT).stream()
                .map(MemoryHit::id)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private Set<String> bySql(CollectionRef collection, Filter filter) {
        SqlCondition condition = sql.of(filter);
        return new TreeSet<>(jdbc.queryForList(
                "SELECT id FROM %s WHERE %s".formatted(collection.partition(), condition.sql()),
                String.class,
                condition.parameters().toArray()));
    }

    private Set<String> byLucene(CollectionRef collection, Filter filter) {
        return lexical.search(collection, "item", ITEMS, filter).stream()
                .map(LexicalHit::id)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private Map<String, Map<String, Object>> write(RandomFilters random) {
        var attributes = new LinkedHashMap<String, Map<String, Object>>();
        var items = new ArrayList<Item>();
        for (int i = 0; i < ITEMS; i++) {
            Map<String, Object> some = random.attributes();
            attributes.put("i" + i, some);
            items.add(item("i" + i, some));
        }
        ItemsWritten written = write(List.copyOf(items));
        assertThat(written.results())
                .as("rerun with -Dtest.seed=%d", seed)
                .allMatch(result -> result.problem() == null);
        lexical.awaitChange(catalog.require(name), written.change());
        return attributes;
    }
}
