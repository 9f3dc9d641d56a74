package dev.tamis.ranking.popularity;

import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// How much users have lately done with an item: the sum over its events of `weight(action) * 2^(-age /
/// half-life)`.
///
/// Age is counted in whole UTC days, none for what happened today (or, by a clock that is fast, tomorrow).
/// Events older than ten half-lives, which would count less than a thousandth, are left out.
@Repository
public class Popularity {

    private static final int HALF_LIVES_COUNTED = 10;

    private static final String READ = """
            SELECT activity.object_id,
                   sum(action.weight * activity.count * power(2, -greatest(:today - activity.day, 0) / :halfLifeDays)) AS popularity
            FROM item_activity AS activity
            JOIN (VALUES ('view', :view), ('click', :click), ('add_to_cart', :addToCart), ('purchase', :purchase))
                AS action (name, weight) ON action.name = activity.action_name
            WHERE activity.collection = :collection
              AND activity.object_id = ANY (:items)
              AND activity.day > :today - :horizonDays
            GROUP BY activity.object_id
            """;

    private final JdbcClient jdbc;
    private final PopularityProperties properties;
    private final Clock clock;

    Popularity(JdbcClient jdbc, PopularityProperties properties, Clock clock) {
        this.jdbc = jdbc;
        this.properties = properties;
        this.clock = clock;
    }

    /// How much popularity (0 to 1) counts beside a retrieval score (0 to 1).
    public double weight() {
        return properties.weight();
    }

    /// Popularity by item, above 0; without those of the items that have none.
    ///
    /// Cost: one query; it reads a row per item, day and action within the horizon.
    ///
    /// @param collection whose events count
    public Map<String, Double> of(String collection, Collection<String> items) {
        double halfLifeDays =
                properties.halfLife().toMillis() / (double) Duration.ofDays(1).toMillis();
        var actions = properties.actions();
        var popularity = new HashMap<String, Double>();
        jdbc.sql(READ)
                .param("today", LocalDate.now(clock.withZone(ZoneOffset.UTC)))
                .param("halfLifeDays", halfLifeDays)
                .param("horizonDays", (int) Math.ceil(HALF_LIVES_COUNTED * halfLifeDays))
                .param("view", actions.view())
                .param("click", actions.click())
                .param("addToCart", actions.addToCart())
                .param("purchase", actions.purchase())
                .param("collection", collection)
                .param("items", items.toArray(String[]::new))
                .query(row -> {
                    double value = row.getDouble("popularity");
                    if (value > 0) {
                        popularity.put(row.getString("object_id"), value);
                    }
                });
        return popularity;
    }
}
