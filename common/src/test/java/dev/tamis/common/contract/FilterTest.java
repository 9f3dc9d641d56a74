package dev.tamis.common.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tamis.common.contract.Filter.All;
import dev.tamis.common.contract.Filter.Any;
import dev.tamis.common.contract.Filter.Equal;
import dev.tamis.common.contract.Filter.Exists;
import dev.tamis.common.contract.Filter.GeoRadius;
import dev.tamis.common.contract.Filter.In;
import dev.tamis.common.contract.Filter.Not;
import dev.tamis.common.contract.Filter.Prefix;
import dev.tamis.common.contract.Filter.Range;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;

class FilterTest {

    private final JsonMapper json = new JsonMapper();

    @Test
    void readsEveryForm() {
        assertThat(read("{'attribute': 'brand', 'equals': 'Acme'}")).isEqualTo(new Equal("brand", "Acme"));
        assertThat(read("{'attribute': 'inStock', 'equals': true}")).isEqualTo(new Equal("inStock", true));
        assertThat(read("{'attribute': 'size', 'in': [1, 2.5]}")).isEqualTo(new In("size", List.of(1.0, 2.5)));
        assertThat(read("{'attribute': 'price', 'gte': 10, 'lt': 50}"))
                .isEqualTo(new Range("price", null, 10.0, 50.0, null));
        assertThat(read("{'all': [{'attribute': 'brand', 'equals': 'Acme'}, {'all': []}]}"))
                .isEqualTo(new All(List.of(new Equal("brand", "Acme"), new All(List.of()))));
        assertThat(read("{'any': [{'not': {'attribute': 'sku', 'prefix': 'AB-'}}, {'any': []}]}"))
                .isEqualTo(new Any(List.of(new Not(new Prefix("sku", "AB-")), new Any(List.of()))));
        assertThat(read("{'attribute': 'price', 'exists': false}")).isEqualTo(new Exists("price", false));
        assertThat(read("{'attribute': 'place', 'near': {'lat': 52.5, 'lon': 13}, 'within': 5e3}"))
                .isEqualTo(new GeoRadius("place", new GeoPoint(52.5, 13), 5_000));
    }

    @Test
    void writesWhatItReads() {
        Filter filter = new All(List.of(
                new In("colour", List.of("red")),
                new Range("price", 1.0, null, null, 9.5),
                new Any(List.of(new Exists("a", true), new Prefix("b", ""))),
                new Not(new GeoRadius("place", new GeoPoint(-90, 180), 0))));

        assertThat(json.readValue(json.writeValueAsString(filter), Filter.class))
                .isEqualTo(filter);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {'brand': 'Acme'}                                  | a filter is
            {'attribute': 'brand'}                             | no condition
            {'attribute': 'brand', 'equal': 'Acme'}            | has 'equal'; it takes equals, in
            {'attribute': 'brand', 'equals': 'A', 'gt': 'B'}   | mixes 'equals', 'gt'
            {'attribute': 'brand', 'equals': null}             | not null
            {'attribute': 'brand', 'equals': {'a': 1}}         | a string, a finite number or a boolean
            {'attribute': 'brand', 'in': []}                   | names no value
            {'attribute': 'brand', 'in': 'Acme'}               | is not an array
            {'attribute': 'inStock', 'gt': true}               | booleans have no order
            {'attribute': 'price', 'gt': null}                 | needs a bound
            {'all': {'attribute': 'brand', 'equals': 'Acme'}}  | holds an array of filters
            {'all': ['brand']}                                 | not brand
            {'any': {'attribute': 'brand', 'equals': 'Acme'}}  | 'any' stands alone in its filter and holds an array
            {'any': [], 'all': []}                             | stands alone
            {'any': [[]]}                                      | 'any' holds filters, not []
            {'not': [{'all': []}]}                             | 'not' stands alone in its filter and holds one filter
            {'not': {'all': []}, 'attribute': 'brand'}         | stands alone
            {'not': {'not': {}}}                               | a filter is
            {'attribute': 'brand', 'exists': 'yes'}            | is true or false
            {'attribute': 'brand', 'prefix': 1}                | is not a string
            {'attribute': 'brand', 'prefix': 'a', 'gt': 'b'}   | mixes 'gt', 'prefix'
            {'attribute': 'x', 'near': {'lat': 1, 'lon': 2}}   | needs both near, a geo point, and within
            {'attribute': 'x', 'within': 5}                    | needs both near, a geo point, and within
            {'attribute': 'x', 'near': '1,2', 'within': 5}     | a geo point is {"lat": LATITUDE, "lon": LONGITUDE}
            {'attribute': 'x', 'near': {'lat': 1, 'lon': 2}, 'within': -1}       | metres, 0 or more
            {'attribute': 'x', 'near': {'lat': 1, 'lon': 181}, 'within': 5}      | 'lon' is 181.0, but lies within
            {'attribute': 'x', 'near': {'lat': 1, 'lon': '2'}, 'within': 5}      | a number of degrees, not 2
            {'attribute': 'x', 'near': {'lat': 1, 'lon': 2, 'z': 3}, 'within': 5} | and nothing else
            """)
    void saysWhatIsWrongWithAFilter(String text, String reason) {
        assertThatThrownBy(() -> read(text)).rootCause().hasMessageContaining(reason);
    }

    private Filter read(String text) {
        return json.readValue(text.replace('\'', '"'), Filter.class);
    }
}
