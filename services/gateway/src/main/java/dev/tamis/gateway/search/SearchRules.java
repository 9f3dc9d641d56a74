package dev.tamis.gateway.search;

import dev.tamis.common.contract.Filter;
import dev.tamis.common.contract.Problem.FieldError;
import dev.tamis.common.contract.Texts;
import dev.tamis.common.contract.search.SearchMode;
import dev.tamis.common.contract.search.SearchRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// What a search must hold beyond the limits of its single fields.
final class SearchRules {

    private SearchRules() {}

    /// What is wrong with a request; empty if it can be answered.
    static List<FieldError> violations(SearchRequest request) {
        var errors = new ArrayList<FieldError>();
        checkQuery(request, errors);
        if (request.vector() != null && request.vector().isZero()) {
            errors.add(new FieldError("#/vector", "is all zeros, so that its cosine is undefined"));
        }
        checkText("#/user", request.user(), errors);
        List<String> fields = Objects.requireNonNullElse(request.fields(), List.of());
        for (int i = 0; i < fields.size(); i++) {
            checkText("#/fields/" + i, fields.get(i), errors);
        }
        List<String> facets = Objects.requireNonNullElse(request.facets(), List.of());
        for (int i = 0; i < facets.size(); i++) {
            checkText("#/facets/" + i, facets.get(i), errors);
        }
        if (request.filter() != null) {
            texts(request.filter()).forEach(text -> checkText("#/filter", text, errors));
        }
        return errors;
    }

    static SearchMode modeOf(SearchRequest request) {
        return Objects.requireNonNullElse(request.mode(), SearchMode.HYBRID);
    }

    private static void checkQuery(SearchRequest request, List<FieldError> errors) {
        if (request.query() == null) {
            if (request.vector() == null) {
                errors.add(new FieldError("#/query", "is missing; give a text, or a vector and the mode dense"));
            } else if (modeOf(request) != SearchMode.DENSE) {
                errors.add(new FieldError(
                        "#/query", "is missing; only the mode dense does without, where a vector is given"));
            }
        } else if (request.query().isBlank()) {
            errors.add(new FieldError("#/query", "is blank; give a text to search for"));
        } else {
            checkText("#/query", request.query(), errors);
        }
    }

    private static void checkText(String pointer, @Nullable String text, List<FieldError> errors) {
        String violation = text == null ? null : Texts.violation(text);
        if (violation != null) {
            errors.add(new FieldError(pointer, violation));
        }
    }

    private static Stream<String> texts(Filter filter) {
        return switch (filter) {
            case Filter.All(var all) -> all.stream().flatMap(SearchRules::texts);
            case Filter.Any(var any) -> any.stream().flatMap(SearchRules::texts);
            case Filter.Not(var part) -> texts(part);
            case Filter.Equal(var attribute, var value) -> strings(attribute, value);
            case Filter.In(var attribute, var values) ->
                Stream.concat(Stream.of(attribute), values.stream().flatMap(SearchRules::strings));
            case Filter.Exists exists -> Stream.of(exists.attribute());
            case Filter.Prefix(var attribute, var prefix) -> Stream.of(attribute, prefix);
            case Filter.GeoRadius circle -> Stream.of(circle.attribute());
            case Filter.Range(var attribute, var gt, var gte, var lt, var lte) -> strings(attribute, gt, gte, lt, lte);
        };
    }

    private static Stream<String> strings(@Nullable Object... values) {
        return Stream.of(values).filter(String.class::isInstance).map(String.class::cast);
    }
}
