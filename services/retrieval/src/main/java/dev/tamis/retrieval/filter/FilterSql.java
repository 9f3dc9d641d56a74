package dev.tamis.retrieval.filter;

import dev.tamis.common.contract.Filter;
import dev.tamis.common.contract.GeoPoint;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.postgresql.util.PGobject;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/// Turns filters into SQL over the `attributes` column.
///
/// An array contains a value by PostgreSQL's rule that `[1, 2] @> 1`; a range runs as a JSON path, which in its lax
/// mode looks into arrays too and orders strings by code point. What an item does not have is null, and null passes
/// nothing, until a `not` asks whether it is true.
@Component
public class FilterSql {

    /// As [GeoPoint#distanceTo]. Differences are rounded to 1e-9 degrees, a tenth of a millimetre: PostgreSQL refuses
    /// to square what is so small that it becomes zero.
    private static final String WITHIN = """
            EXISTS (
                SELECT FROM jsonb_path_query(attributes -> ?, '$[*]') AS each (place),
                    LATERAL (SELECT (place ->> 'lat')::float8 AS lat, (place ->> 'lon')::float8 AS lon) AS degrees
                WHERE %1$s * asin(least(1, sqrt(
                    sind(round((lat - ?)::numeric, 9)::float8 / 2) ^ 2
                    + cosd(lat) * cosd(?) * sind(round((lon - ?)::numeric, 9)::float8 / 2) ^ 2))) <= ?)""".formatted(2 * GeoPoint.EARTH_RADIUS);

    private final JsonMapper json;

    FilterSql(JsonMapper json) {
        this.json = json;
    }

    /// The condition that a filter's items fulfil.
    public SqlCondition of(Filter filter) {
        var parameters = new ArrayList<Object>();
        String sql = append(filter, parameters);
        return new SqlCondition(sql, parameters);
    }

    private String append(Filter filter, List<Object> parameters) {
        return switch (filter) {
            case Filter.All(List<Filter> all) -> joined(all, " AND ", "TRUE", parameters);
            case Filter.Any(List<Filter> any) -> joined(any, " OR ", "FALSE", parameters);
            case Filter.Not(Filter part) -> "(" + append(part, parameters) + " IS NOT TRUE)";
            case Filter.Equal equal -> {
                parameters.add(equal.attribute());
                parameters.add(jsonb(equal.equals()));
                yield "((attributes -> ?) @> ?)";
            }
            case Filter.In in -> {
                parameters.add(in.attribute());
                parameters.add(jsonb(in.in()));
                // The values as rows: a JSON array is one parameter, however many it holds.
                yield "((attributes -> ?) @> ANY (ARRAY(SELECT jsonb_array_elements(?))))";
            }
            case Filter.Range range -> appendRange(range, parameters);
            case Filter.Exists(String attribute, boolean exists) -> {
                parameters.add(attribute);
                yield "((attributes -> ? <> '[]'::jsonb) IS %s TRUE)".formatted(exists ? "" : "NOT");
            }
            case Filter.Prefix(String attribute, String prefix) -> {
                parameters.add(attribute);
                parameters.add(jsonb(Map.of("prefix", prefix)));
                yield "jsonb_path_exists(attributes -> ?, '$[*] ? (@ starts with $prefix)', ?)";
            }
            case Filter.GeoRadius(String attribute, GeoPoint near, double metres) -> {
                parameters.addAll(List.of(attribute, near.lat(), near.lat(), near.lon(), metres));
                yield WITHIN;
            }
        };
    }

    /// In brackets, as every condition is that a `not` may follow.
    private String joined(List<Filter> parts, String operator, String none, List<Object> parameters) {
        return parts.isEmpty()
                ? none
                : parts.stream().map(part -> append(part, parameters)).collect(Collectors.joining(operator, "(", ")"));
    }

    private String appendRange(Filter.Range range, List<Object> parameters) {
        var bounds = new LinkedHashMap<String, Object>();
        var tests = new ArrayList<String>();
        bound("gt", "@ > $gt", range.gt(), bounds, tests);
        bound("gte", "@ >= $gte", range.gte(), bounds, tests);
        bound("lt", "@ < $lt", range.lt(), bounds, tests);
        bound("lte", "@ <= $lte", range.lte(), bounds, tests);
        parameters.add(range.attribute());
        parameters.add(jsonb(bounds));
        return "jsonb_path_exists(attributes -> ?, '$[*] ? (%s)', ?)".formatted(String.join(" && ", tests));
    }

    private static void bound(
            String name, String test, @Nullable Object value, Map<String, Object> bounds, List<String> tests) {
        if (value != null) {
            bounds.put(name, value);
            tests.add(test);
        }
    }

    /// Typed, so that the server need not parse it again for each row.
    private PGobject jsonb(Object value) {
        try {
            var parameter = new PGobject();
            parameter.setType("jsonb");
            parameter.setValue(json.writeValueAsString(value));
            return parameter;
        } catch (SQLException impossible) {
            throw new IllegalStateException("a plain PGobject takes any value", impossible);
        }
    }
}
