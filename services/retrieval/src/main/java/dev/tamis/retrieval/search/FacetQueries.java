package dev.tamis.retrieval.search;

import dev.tamis.common.contract.Filter;
import dev.tamis.common.contract.collection.Attribute;
import dev.tamis.common.contract.collection.AttributeType;
import dev.tamis.common.contract.search.FacetValue;
import dev.tamis.retrieval.collection.CollectionRef;
import dev.tamis.retrieval.filter.FilterSql;
import dev.tamis.retrieval.filter.SqlCondition;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Repository;

/// Counts values of attributes in PostgreSQL, which reads every row that a filter lets pass.
@Repository
class FacetQueries {

    private final JdbcTemplate jdbc;
    private final FilterSql filters;

    FacetQueries(JdbcTemplate jdbc, FilterSql filters) {
        this.jdbc = jdbc;
        this.filters = filters;
    }

    /// The most frequent values, among equals the lower one first. An item that has a value several times counts once.
    List<FacetValue> count(CollectionRef collection, Attribute attribute, @Nullable Filter filter) {
        SqlCondition condition = filter == null ? SqlCondition.ALL : filters.of(filter);
        String sql = """
                SELECT value, count(*) FROM %s, LATERAL (
                    SELECT DISTINCT %s AS value FROM jsonb_path_query(attributes -> ?, '$[*]') AS each (entry)) AS held
                WHERE NOT deleted AND %s
                GROUP BY value ORDER BY count(*) DESC, value LIMIT ?
                """.formatted(collection.partition(), value(attribute.type()), condition.sql());
        var parameters = new ArrayList<Object>();
        parameters.add(attribute.name());
        parameters.addAll(condition.parameters());
        parameters.add(FacetValue.MAX_VALUES);
        return jdbc.query(sql, (row, number) -> new FacetValue(row.getObject(1), row.getLong(2)), parameters.toArray());
    }

    private static String value(AttributeType type) {
        return switch (type) {
            case STRING -> "(entry #>> '{}') COLLATE \"C\"";
            case NUMBER -> "entry::float8";
            case BOOLEAN -> "entry::boolean";
            case GEO -> throw new IllegalArgumentException("geo points are not counted");
        };
    }
}
