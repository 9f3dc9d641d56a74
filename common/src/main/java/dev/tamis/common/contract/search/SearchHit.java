package dev.tamis.common.contract.search;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// An item that answers a query.
///
/// @param score orders the hits of one answer, higher first; not comparable between answers or modes
/// @param fields its texts, as asked for
/// @param attributes its attributes
/// @param explanation where the score comes from; only if asked for
@JsonInclude(JsonInclude.Include.NON_NULL)
public record SearchHit(
        String id,
        double score,
        Map<String, String> fields,
        Map<String, Object> attributes,
        @Nullable HitExplanation explanation) {

    public SearchHit {
        fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
        attributes = Collections.unmodifiableMap(new LinkedHashMap<>(attributes));
    }
}
