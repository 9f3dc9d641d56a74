package dev.tamis.gateway.documentation;

import io.swagger.v3.core.util.Json31;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.PathItem;
import io.swagger.v3.oas.models.Paths;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.parameters.Parameter;
import io.swagger.v3.oas.models.responses.ApiResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.customizers.OpenApiCustomizer;

/// Adds to the generated document what the code does not say: examples, problems, meanings of properties.
final class DocumentCompletion implements OpenApiCustomizer {

    private static final String PROBLEM_JSON = "application/problem+json";

    /// Meanings of the path's variables.
    private static final Map<String, String> VARIABLES = Map.of(
            "collection", "Name of the collection",
            "id", "Id of the item; slashes and other special characters percent-encoded",
            "job", "Id of the job",
            "model", "Id of the model; of a fitted one its name and version, `name@version`");

    @Override
    public void customise(OpenAPI document) {
        renameRestOfPath(document);
        document.getPaths().values().stream()
                .flatMap(path -> path.readOperations().stream())
                .forEach(DocumentCompletion::complete);
        Documents.schemas().forEach(document.getComponents()::addSchemas);
        describe(document);
    }

    /// Spring's `{*id}` is not a template that OpenAPI knows.
    private static void renameRestOfPath(OpenAPI document) {
        var paths = new Paths();
        for (Map.Entry<String, PathItem> entry : document.getPaths().entrySet()) {
            paths.addPathItem(entry.getKey().replace("{*", "{"), entry.getValue());
        }
        document.setPaths(paths);
    }

    private static void complete(Operation operation) {
        for (Parameter parameter : Objects.requireNonNullElse(operation.getParameters(), List.<Parameter>of())) {
            if (VARIABLES.containsKey(parameter.getName())) {
                parameter.setDescription(VARIABLES.get(parameter.getName()));
            }
        }
        if (operation.getRequestBody() != null) {
            addExample(operation.getRequestBody().getContent(), operation, "request");
        }
        operation.getResponses().values().forEach(response -> addExample(response.getContent(), operation, "response"));
        for (ProblemCase problem : ProblemCase.of(operation.getOperationId())) {
            operation.getResponses().addApiResponse(String.valueOf(problem.status()), response(problem));
        }
    }

    private static void addExample(@Nullable Content content, Operation operation, String direction) {
        Optional<String> example = Documents.example(operation.getOperationId(), direction);
        if (content == null || example.isEmpty()) {
            return;
        }
        content.forEach((mediaType, body) ->
                body.setExample(mediaType.endsWith("/json") ? json(example.get()) : example.get()));
    }

    private static ApiResponse response(ProblemCase problem) {
        return new ApiResponse()
                .description(problem.when())
                .content(new Content()
                        .addMediaType(
                                PROBLEM_JSON,
                                new MediaType()
                                        .schema(new Schema<>().$ref("#/components/schemas/Problem"))
                                        .example(problem.example())));
    }

    private static void describe(OpenAPI document) {
        Properties descriptions = Documents.descriptions();
        document.getComponents().getSchemas().forEach((name, schema) -> {
            describe(schema, descriptions.getProperty(name));
            Map<?, ?> properties = Objects.requireNonNullElse(schema.getProperties(), Map.of());
            properties.forEach(
                    (property, of) -> describe((Schema<?>) of, descriptions.getProperty(name + "." + property)));
        });
    }

    private static void describe(Schema<?> schema, @Nullable String description) {
        if (description != null) {
            schema.setDescription(description);
        }
    }

    private static Object json(String text) {
        try {
            return Json31.mapper().readTree(text);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }
}
