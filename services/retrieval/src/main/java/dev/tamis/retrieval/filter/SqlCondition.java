package dev.tamis.retrieval.filter;

import java.util.List;

/// A condition on the rows of a partition, with everything that a caller sent as a parameter.
///
/// @param sql a boolean expression over the columns of `item`
/// @param parameters one for each `?` in it, in their order; JDBC can send them as they are
public record SqlCondition(String sql, List<Object> parameters) {

    /// Lets every item pass.
    public static final SqlCondition ALL = new SqlCondition("TRUE", List.of());

    public SqlCondition {
        parameters = List.copyOf(parameters);
    }
}
