package dev.tamis.common.contract.item;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tamis.common.contract.Problem.FieldError;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class ItemRulesTest {

    private final JsonMapper json = new JsonMapper();

    @Test
    void takesAnItemWithTextAttributesAndAVector() {
        assertThat(violations("""
                {"id": "a/1 ü", "fields": {"title": "Torch", "description": ""},
                 "attributes": {"brand": "Acme", "price": 9.5, "tags": ["x", "y"], "inStock": false,
                  "place": {"lat": 52.5, "lon": 13}, "shops": [{"lat": -90, "lon": 180}]}, "vector": [1, 0]}
                """)).isEmpty();
        assertThat(violations("{\"id\": \"bare\"}")).isEmpty();
    }

    @Test
    void pointsAtEverythingThatIsWrong() {
        assertThat(violations("""
                {"id": "", "fields": {"title": null, "a/b": "nul \\u0000"},
                 "attributes": {"brand": null, "size": {"w": 1}, "shops": [{"lat": 1, "lon": 2}, {"lat": 1, "lon": 200}], "tags": ["x", null, "\\ud800"], " ": 1}, "vector": [0, 0]}
                """))
                .extracting(FieldError::pointer)
                .containsExactlyInAnyOrder(
                        "#/id",
                        "#/fields/title",
                        "#/fields/a~1b",
                        "#/attributes/brand",
                        "#/attributes/size",
                        "#/attributes/shops/1",
                        "#/attributes/tags/1",
                        "#/attributes/tags/2",
                        "#/attributes/ ",
                        "#/vector");
    }

    @Test
    void limitsLengths() {
        assertThat(violations("{\"id\": \"" + "x".repeat(257) + "\"}"))
                .containsExactly(new FieldError("#/id", "must have 1 to 256 characters"));
        assertThat(violations(
                        "{\"id\": \"x\", \"fields\": {\"a\": \"%s\", \"b\": \"y\"}}".formatted("x".repeat(200_000))))
                .extracting(FieldError::detail)
                .singleElement()
                .asString()
                .contains("200,001 characters, at most 200,000");
        assertThat(violations("{\"id\": \"tab\\there\"}"))
                .containsExactly(new FieldError("#/id", "must not contain control characters"));
    }

    @Test
    void theTextOfAnItemIsItsFieldsInTheirOrder() {
        Item item = json.readValue(
                "{\"id\": \"1\", \"fields\": {\"z\": \"first\", \"empty\": \" \", \"a\": \"second\"}}", Item.class);

        assertThat(item.text()).isEqualTo("first second");
    }

    private List<FieldError> violations(String item) {
        return ItemRules.violations(json.readValue(item, Item.class));
    }
}
