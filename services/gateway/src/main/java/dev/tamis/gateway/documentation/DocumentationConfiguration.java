package dev.tamis.gateway.documentation;

import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.info.License;
import io.swagger.v3.oas.models.security.SecurityRequirement;
import io.swagger.v3.oas.models.security.SecurityScheme;
import io.swagger.v3.oas.models.servers.Server;
import io.swagger.v3.oas.models.tags.Tag;
import java.util.List;
import org.springdoc.core.customizers.OpenApiCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// The frame of the OpenAPI document.
@Configuration(proxyBeanMethods = false)
class DocumentationConfiguration {

    private static final String DESCRIPTION = """
            Tamis finds items by meaning and by words, and orders them for popularity and user.

            **A first search**: create a collection, store items in it, search it. Every call needs an API key: press
            *Authorize* and paste yours; the first one was printed when the gateway first started.

            **Errors** are problem details (RFC 9457, `application/problem+json`): `type` says which kind, `detail` what
            went wrong and how to mend it, `errors` which fields are meant, as JSON pointers.

            **Degraded answers**: if the embedding service is away, searches are answered lexically; if the ranking
            service is, in the order of retrieval. `degraded` then says so. Scores order the hits of one answer and are
            not comparable between answers.""";

    @Bean
    OpenAPI openApi() {
        return new OpenAPI()
                .info(new Info()
                        .title("Tamis")
                        .version("v1")
                        .description(DESCRIPTION)
                        .license(new License().name("Apache-2.0").identifier("Apache-2.0")))
                .servers(List.of(new Server().url("/").description("This gateway")))
                .tags(List.of(
                        tag("Collections", "Named sets of items that are searched together"),
                        tag("Items", "What is stored and found"),
                        tag("Search", "Finding items"),
                        tag("Embeddings", "Texts to vectors and scores, in the wire formats of OpenAI and Cohere"),
                        tag("Models", "What embeds texts, and what was fitted for a collection"),
                        tag("Events", "What users did with what they found"),
                        tag("Jobs", "Long work in the background")))
                .components(new Components()
                        .addSecuritySchemes(
                                "bearer",
                                new SecurityScheme()
                                        .type(SecurityScheme.Type.HTTP)
                                        .scheme("bearer")
                                        .description("`Authorization: Bearer KEY`"))
                        .addSecuritySchemes(
                                "apiKey",
                                new SecurityScheme()
                                        .type(SecurityScheme.Type.APIKEY)
                                        .in(SecurityScheme.In.HEADER)
                                        .name("X-API-Key")
                                        .description("`X-API-Key: KEY`")))
                .security(List.of(
                        new SecurityRequirement().addList("bearer"), new SecurityRequirement().addList("apiKey")));
    }

    @Bean
    WireTypes wireTypes() {
        return new WireTypes();
    }

    @Bean
    OpenApiCustomizer completeDocument() {
        return new DocumentCompletion();
    }

    private static Tag tag(String name, String description) {
        return new Tag().name(name).description(description);
    }
}
