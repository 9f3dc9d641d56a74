package dev.tamis.retrieval.item;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tamis.common.contract.Problem.FieldError;
import dev.tamis.common.contract.collection.AttributeType;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class AttributeTypesTest {

    private final AttributeTypes types = new AttributeTypes(Map.of("price", AttributeType.NUMBER));

    @Test
    void theFirstItemThatHasAnAttributeFixesItsType() {
        assertThat(types.admit(Map.of("brand", List.of("Acme", "Bolt")))).isEmpty();

        assertThat(types.admit(Map.of("brand", "Acme"))).isEmpty();
        assertThat(types.admit(Map.of("brand", true)))
                .containsExactly(
                        new FieldError(
                                "#/attributes/brand",
                                "is a boolean, but attribute 'brand' of this collection is a string, as its first item had it"));
        assertThat(types.fresh()).isEqualTo(Map.of("brand", AttributeType.STRING));
    }

    @Test
    void anArrayThatMixesTypesIsRefusedAndFixesNone() {
        assertThat(types.admit(Map.of("a/b", List.of("red", 3), "size", 4)))
                .containsExactly(new FieldError(
                        "#/attributes/a~1b", "mixes a string and a number; the values of one attribute have one type"));
        assertThat(types.fresh()).isEmpty();
    }

    @Test
    void geoPointsAreATypeOfTheirOwn() {
        Map<String, Object> berlin = Map.of("lat", 52.52, "lon", 13.405);

        assertThat(types.admit(Map.of("place", List.of(berlin, berlin)))).isEmpty();
        assertThat(types.admit(Map.of("price", berlin)))
                .extracting(FieldError::detail)
                .singleElement()
                .asString()
                .startsWith("is a geo point, but attribute 'price' of this collection is a number");
        assertThat(types.fresh()).isEqualTo(Map.of("place", AttributeType.GEO));
    }

    @Test
    void anEmptyArrayHasNoType() {
        assertThat(types.admit(Map.of("tags", List.of()))).isEmpty();
        assertThat(types.fresh()).isEmpty();
    }

    @Test
    void wholeNumbersThatFloat64RoundsAreRefused() {
        assertThat(types.admit(Map.of("price", 1L << 53))).isEmpty();
        assertThat(types.admit(Map.of("price", BigInteger.TWO.pow(80)))).isEmpty();
        assertThat(types.admit(Map.of("price", Long.MAX_VALUE))).hasSize(1);
        assertThat(types.admit(Map.of("price", BigInteger.TEN.pow(400)))).hasSize(1);
    }

    @Test
    void aCollectionHasAtMostAThousandAttributes() {
        Map<String, Object> many = IntStream.range(0, 1_000).boxed().collect(Collectors.toMap(i -> "a" + i, i -> true));

        assertThat(types.admit(many)).extracting(FieldError::pointer).containsExactly("#/attributes");
    }
}
