package dev.tamis.common.contract;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Which items of a collection may answer, by their attributes.
///
/// In JSON, one of
///
/// ```
/// {"attribute": "brand", "equals": "Acme"}
/// {"attribute": "colour", "in": ["red", "blue"]}
/// {"attribute": "price", "gte": 10, "lt": 50}
/// {"attribute": "price", "exists": true}
/// {"attribute": "sku", "prefix": "AB-"}
/// {"attribute": "place", "near": {"lat": 52.5, "lon": 13.4}, "within": 5000}
/// {"all": [ filter, ... ]}
/// {"any": [ filter, ... ]}
/// {"not": filter}
/// ```
///
/// Values are strings, finite numbers (compared as float64) or booleans. An attribute with several values passes when
/// one of them does, and an attribute without values, an empty array, is as good as absent. An item without the
/// attribute passes no condition on it but `exists: false`, and with that everything that says `not`.
@JsonInclude(JsonInclude.Include.NON_NULL)
public sealed interface Filter {

    /// Every one of `all` holds; an empty list lets every item pass.
    record All(List<Filter> all) implements Filter {
        public All {
            all = List.copyOf(all);
        }
    }

    /// At least one of `any` holds; an empty list lets no item pass.
    record Any(List<Filter> any) implements Filter {
        public Any {
            any = List.copyOf(any);
        }
    }

    /// Passes the items that another filter does not pass, those without its attribute too.
    record Not(Filter not) implements Filter {}

    /// The attribute has this value.
    record Equal(String attribute, Object equals) implements Filter {
        public Equal {
            equals = FilterValues.value(attribute, equals);
        }
    }

    /// The attribute has one of these values, at least one.
    record In(String attribute, List<Object> in) implements Filter {
        public In {
            if (in.isEmpty()) {
                throw new IllegalArgumentException("'in' of attribute '" + attribute + "' names no value");
            }
            in = in.stream().map(each -> FilterValues.value(attribute, each)).toList();
        }
    }

    /// The attribute lies within all the bounds given, at least one; numbers by size, strings by code point.
    record Range(
            String attribute,
            @Nullable Object gt,
            @Nullable Object gte,
            @Nullable Object lt,
            @Nullable Object lte) implements Filter {

        public Range {
            gt = FilterValues.bound(attribute, gt);
            gte = FilterValues.bound(attribute, gte);
            lt = FilterValues.bound(attribute, lt);
            lte = FilterValues.bound(attribute, lte);
            if (gt == null && gte == null && lt == null && lte == null) {
                throw new IllegalArgumentException("a range over attribute '" + attribute + "' needs a bound");
            }
        }
    }

    /// The item has the attribute, with at least one value, or has it not.
    record Exists(String attribute, boolean exists) implements Filter {}

    /// The attribute is a string that begins with these code points; every string begins with the empty one.
    record Prefix(String attribute, String prefix) implements Filter {}

    /// The attribute is a geo point no farther from another than a distance, as [GeoPoint#distanceTo] has it. Searches
    /// may see points rounded by about 1 cm.
    ///
    /// @param within metres, 0 or more
    record GeoRadius(String attribute, GeoPoint near, double within) implements Filter {
        public GeoRadius {
            if (!(within >= 0 && Double.isFinite(within))) {
                throw new IllegalArgumentException(
                        "'within' of attribute '%s' is %s, but is metres, 0 or more".formatted(attribute, within));
            }
        }
    }

    /// Reads the JSON forms above.
    ///
    /// @throws IllegalArgumentException saying what is wrong and what would be right
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    static Filter fromJson(Map<String, @Nullable Object> json) {
        return FilterReader.read(json);
    }
}
