package dev.tamis.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import tools.jackson.databind.JsonNode;

/// The OpenAPI document is complete, and is what the routes are.
class DocumentationIT extends GatewayHarness {

    private static final List<String> METHODS = List.of("get", "put", "post", "delete");

    @Autowired
    RequestMappingHandlerMapping requestMappingHandlerMapping;

    @Test
    void everyRouteIsDescribedAndNothingElse() {
        Set<String> routes = new TreeSet<>();
        requestMappingHandlerMapping
                .getHandlerMethods()
                .keySet()
                .forEach(mapping -> mapping.getPatternValues().stream()
                        .filter(path -> path.startsWith("/v1/"))
                        .forEach(path -> mapping.getMethodsCondition()
                                .getMethods()
                                .forEach(method -> routes.add(method.name().toLowerCase(java.util.Locale.ROOT) + " "
                                        + path.replace("{*", "{")))));

        Set<String> described = new TreeSet<>();
        operations().forEach(operation -> described.add(operation.name()));

        assertThat(routes).hasSize(31);
        assertThat(described).isEqualTo(routes);
    }

    @Test
    void everyOperationHasSummaryExamplesAndProblems() {
        for (Operation operation : operations()) {
            JsonNode json = operation.json();
            assertThat(json.path("summary").asString("")).as(operation.name()).isNotEmpty();
            assertThat(json.path("description").asString(""))
                    .as(operation.name())
                    .isNotEmpty();
            assertThat(json.path("tags")).as(operation.name()).hasSize(1);
            json.path("parameters")
                    .forEach(parameter -> assertThat(
                                    parameter.path("description").asString(""))
                            .as("%s %s", operation.name(), parameter)
                            .isNotEmpty());
            if (json.has("requestBody")) {
                assertExample(operation.name() + " request", json.path("requestBody"));
                assertThat(json.path("responses").has("400"))
                        .as(operation.name())
                        .isTrue();
                assertThat(json.path("responses").has("415"))
                        .as(operation.name())
                        .isTrue();
            }
            json.path("responses").properties().forEach(response -> {
                if (!response.getKey().equals("204")) {
                    assertExample(operation.name() + " " + response.getKey(), response.getValue());
                }
                if (response.getKey().compareTo("400") >= 0) {
                    JsonNode problem = response.getValue().path("content").path("application/problem+json");
                    assertThat(problem.path("schema").path("$ref").asString(""))
                            .as("%s %s", operation.name(), response.getKey())
                            .isEqualTo("#/components/schemas/Problem");
                }
            });
            assertThat(json.path("responses").propertyNames())
                    .as(operation.name())
                    .contains("401", "503");
        }
    }

    @Test
    void everySchemaAndPropertyIsDescribedAndUsed() {
        JsonNode document = document();
        List<String> bare = new ArrayList<>();
        document.path("components").path("schemas").properties().forEach(schema -> {
            if (!schema.getValue().has("description")) {
                bare.add(schema.getKey());
            }
            schema.getValue().path("properties").properties().forEach(property -> {
                if (!property.getValue().has("description")) {
                    bare.add(schema.getKey() + "." + property.getKey());
                }
            });
        });

        assertThat(bare).isEmpty();
        Set<String> unused =
                new HashSet<>(document.path("components").path("schemas").propertyNames());
        unused.removeIf(name -> document.toString().contains("#/components/schemas/" + name + "\""));
        assertThat(unused).as("nothing internal").isEmpty();
    }

    @Test
    void referencesLeadSomewhere() {
        JsonNode document = document();
        for (JsonNode reference : document.findValues("$ref")) {
            String name = reference.asString().replace("#/components/schemas/", "");
            assertThat(document.path("components").path("schemas").has(name))
                    .as(name)
                    .isTrue();
        }
    }

    @Test
    void vectorsFiltersAndBulkAreDescribedAsTheyGoOverTheWire() {
        JsonNode document = document();
        JsonNode schemas = document.path("components").path("schemas");

        assertThat(schemas.path("DenseVector")
                        .path("oneOf")
                        .path(0)
                        .path("type")
                        .asString())
                .isEqualTo("array");
        assertThat(schemas.path("Filter").path("oneOf")).hasSize(9);
        assertThat(schemas.path("SearchRequest")
                        .path("properties")
                        .path("filter")
                        .path("$ref")
                        .asString())
                .isEqualTo("#/components/schemas/Filter");
        assertThat(schemas.path("Item")
                        .path("properties")
                        .path("vector")
                        .path("$ref")
                        .asString())
                .isEqualTo("#/components/schemas/DenseVector");
        JsonNode bulk = document.path("paths")
                .path("/v1/collections/{collection}/items:bulk")
                .path("post");
        assertThat(bulk.path("requestBody").path("content").propertyNames()).containsExactly("application/x-ndjson");
        assertThat(bulk.path("responses").path("200").path("content").propertyNames())
                .containsExactly("application/x-ndjson");
    }

    @Test
    void theFrameNamesServerAndKeys() {
        JsonNode document = document();

        assertThat(document.path("info").path("title").asString()).isEqualTo("Tamis");
        assertThat(document.path("info").path("description").asString()).contains("problem+json");
        assertThat(document.path("servers").path(0).path("url").asString()).isEqualTo("/");
        assertThat(document.path("components").path("securitySchemes").propertyNames())
                .containsExactlyInAnyOrder("bearer", "apiKey");
        assertThat(document.path("security")).hasSize(2);
    }

    @Test
    void examplesOfRequestsAreAnsweredAsTheySay() {
        JsonNode paths = document().path("paths");
        caller.post("/v1/collections", example(paths, "/v1/collections", "post").toString());

        assertThat(caller.put(
                                "/v1/collections/products/items/shoe-4711",
                                example(paths, "/v1/collections/{collection}/items/{id}", "put")
                                        .toString())
                        .status())
                .isEqualTo(200);
        assertThat(search(
                                "products",
                                example(paths, "/v1/collections/{collection}/search", "post")
                                        .toString())
                        .status())
                .isEqualTo(200);
        assertThat(bulk(
                                "products",
                                example(paths, "/v1/collections/{collection}/items:bulk", "post")
                                        .asString())
                        .lines()
                        .stream()
                        .map(line -> line.path("status").asString("")))
                .containsExactly("stored", "stored", "failed", "");
        assertThat(caller.post(
                                "/v1/rerank",
                                example(paths, "/v1/rerank", "post").toString())
                        .status())
                .isEqualTo(200);
        assertThat(caller.post(
                                "/v1/embeddings",
                                example(paths, "/v1/embeddings", "post").toString())
                        .status())
                .isEqualTo(200);
        assertThat(caller.post("/v1/jobs", example(paths, "/v1/jobs", "post").toString())
                        .status())
                .isEqualTo(202);
    }

    @Test
    void swaggerUiIsOpen() {
        assertThat(stranger.get("/swagger-ui.html").status()).isIn(200, 302);
        assertThat(stranger.get("/swagger-ui/index.html").body()).contains("Swagger UI");
        assertThat(stranger.get("/v3/api-docs/swagger-config").body())
                .contains("\"persistAuthorization\":true")
                .contains("\"tryItOutEnabled\":true");
    }

    private static void assertExample(String of, JsonNode body) {
        assertThat(body.path("content")).as(of).isNotEmpty();
        body.path("content")
                .forEach(content -> assertThat(content.has("example") || content.has("examples"))
                        .as(of)
                        .isTrue());
    }

    private static JsonNode example(JsonNode paths, String path, String method) {
        return paths.path(path)
                .path(method)
                .path("requestBody")
                .path("content")
                .iterator()
                .next()
                .path("example");
    }

    private JsonNode document() {
        return stranger.get("/v3/api-docs").json();
    }

    private List<Operation> operations() {
        List<Operation> operations = new ArrayList<>();
        document()
                .path("paths")
                .properties()
                .forEach(path -> METHODS.stream()
                        .filter(path.getValue()::has)
                        .forEach(method -> operations.add(new Operation(
                                method + " " + path.getKey(), path.getValue().path(method)))));
        return operations;
    }

    private record Operation(String name, JsonNode json) {}
}
