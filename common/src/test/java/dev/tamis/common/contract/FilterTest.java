package dev.tamis.common.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tamis.common.contract.Filter.All;
import dev.tamis.common.contract.Filter.Equal;
import dev.tamis.common.contract.Filter.In;
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
    }

    @Test
    void writesWhatItReads() {
        Filter filter = new All(List.of(new In("colour", List.of("red")), new Range("price", 1.0, null, null, 9.5)));

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
            """)
    void saysWhatIsWrongWithAFilter(String text, String reason) {
        assertThatThrownBy(() -> read(text)).rootCause().hasMessageContaining(reason);
    }

    private Filter read(String text) {
        return json.readValue(text.replace('\'', '"'), Filter.class);
    }
}
