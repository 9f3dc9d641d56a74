package dev.tamis.embedding.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tamis.common.contract.embedding.InputType;
import dev.tamis.common.contract.embedding.ModelKind;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ModelYamlTest {

    private static final String LEAST = """
            pooling: mean
            dimensions: 384
            max-tokens: 512
            """;

    @Test
    void threeKeysAreEnoughForAModel() throws Exception {
        ModelSpec spec = read(LEAST);

        assertThat(spec.description())
                .isEqualTo(new ModelDescription(
                        "folder",
                        ModelKind.EMBEDDING,
                        Pooling.MEAN,
                        "",
                        "",
                        List.of(new ModelSize("full", null, List.of(384))),
                        512,
                        "unknown"));
        assertThat(spec.network()).isEqualTo("model.onnx");
        assertThat(spec.tokenizer()).isEqualTo("tokenizer.json");
        assertThat(spec.namedOutput()).isEmpty();
        assertThat(spec.earlyOutputs()).isEmpty();
    }

    @Test
    void everyKeyIsRead() throws Exception {
        ModelSpec spec = read("""
                name: acme/starbucks-base
                kind: embedding
                pooling: cls
                query-prefix: "query: "
                document-prefix: "passage: "
                dimensions: [256, 768, 512]
                layers: 12
                max-tokens: 256
                licence: Apache-2.0
                output: token_embeddings
                network: onnx/model_quantized.onnx
                tokenizer: tok.json
                sizes:
                  - name: small
                    layers: 4
                    output: /encoder/layer.3/out
                    dimensions: [64, 128]
                  - {name: medium, layers: 8, output: /encoder/layer.7/out, dimensions: [256]}
                """);

        ModelDescription model = spec.description();
        assertThat(model.name()).isEqualTo("acme/starbucks-base");
        assertThat(model.pooling()).isEqualTo(Pooling.CLS);
        assertThat(model.prefix(InputType.QUERY)).isEqualTo("query: ");
        assertThat(model.prefix(InputType.DOCUMENT)).isEqualTo("passage: ");
        assertThat(model.sizes())
                .containsExactly(
                        new ModelSize("full", 12, List.of(768, 512, 256)),
                        new ModelSize("medium", 8, List.of(256)),
                        new ModelSize("small", 4, List.of(128, 64)));
        assertThat(model.dimension()).isEqualTo(768);
        assertThat(model.dimensions()).containsExactly(768, 512, 256);
        assertThat(model.maxTokens()).isEqualTo(256);
        assertThat(model.licence()).isEqualTo("Apache-2.0");
        assertThat(spec.namedOutput()).contains("token_embeddings");
        assertThat(spec.network()).isEqualTo("onnx/model_quantized.onnx");
        assertThat(spec.tokenizer()).isEqualTo("tok.json");
        assertThat(spec.earlyOutputs())
                .isEqualTo(Map.of("small", "/encoder/layer.3/out", "medium", "/encoder/layer.7/out"));
    }

    @Test
    void aCrossEncoderHasNothingOfVectors() throws Exception {
        ModelDescription model = read("kind: cross-encoder\nmax-tokens: 512").description();

        assertThat(model.kind()).isEqualTo(ModelKind.CROSS_ENCODER);
        assertThat(model.pooling()).isNull();
        assertThat(model.sizes()).isEmpty();
        assertThat(model.dimension()).isZero();
        assertThat(model.dimensions()).isEmpty();
        assertRefused(
                "kind: cross-encoder\nmax-tokens: 512\npooling: cls",
                "In tamis-model.yaml, there is 'pooling', but a cross-encoder makes no vectors.");
    }

    static Stream<Arguments> mistakes() {
        return Stream.of(
                mistake("", "tamis-model.yaml is empty, where lines as 'pooling: mean' belong."),
                mistake("pooling mean", "tamis-model.yaml is no mapping, where lines as 'pooling: mean' belong."),
                mistake(
                        "pooling: mean\n  max: 1",
                        "tamis-model.yaml is no YAML: line 2, mapping values are not allowed here."),
                mistake(
                        "pooling: mean\npooling: cls",
                        "tamis-model.yaml is no YAML: line 2, found duplicate key pooling."),
                mistake(
                        LEAST + "poling: cls",
                        "In tamis-model.yaml, there is the unknown key 'poling'; the keys are [name, kind, pooling, "
                                + "query-prefix, document-prefix, dimensions, max-tokens, licence, layers, sizes, "
                                + "output, network, tokenizer]."),
                mistake(
                        LEAST.replace("mean", "max"),
                        "In tamis-model.yaml, 'pooling' is 'max'; it takes one of [cls, mean]."),
                mistake(
                        LEAST.replace("pooling: mean\n", ""),
                        "In tamis-model.yaml, 'pooling' is missing, which says how the vectors of tokens become one: "
                                + "cls or mean."),
                mistake(
                        LEAST.replace("512", "many"),
                        "In tamis-model.yaml, 'max-tokens' is many; it takes a whole number from 3 to 131072."),
                mistake(
                        LEAST.replace("384", "[384, 384]"),
                        "In tamis-model.yaml, 'dimensions' is [384, 384]; it takes a list of different whole numbers "
                                + "from 1 to 16000, as [384, 256]."),
                mistake(LEAST.replace("dimensions: 384\n", ""), "In tamis-model.yaml, 'dimensions' is missing."),
                mistake(
                        LEAST + "query-prefix: 7",
                        "In tamis-model.yaml, 'query-prefix' is 7; it takes text, so put it in quotes."),
                mistake(
                        LEAST + "kind: reranker",
                        "In tamis-model.yaml, 'kind' is 'reranker'; it takes one of [embedding, cross-encoder]."),
                mistake(
                        LEAST + "name: ../up",
                        "In tamis-model.yaml, the name is '../up'; it takes up to 100 letters, digits, '.', '_', '-' "
                                + "and '/', a letter or digit first."),
                mistake(LEAST + "sizes: small", "In tamis-model.yaml, 'sizes' is small; it takes a list of mappings."),
                mistake(
                        LEAST + "sizes: [{name: tiny, layers: 2, output: x, dimensions: 64}]",
                        "In tamis-model.yaml under 'sizes' number 1, 'name' is 'tiny'; it takes one of [medium, small]."),
                mistake(
                        LEAST + "layers: 6\nsizes: [{name: small, layers: 6, output: x, dimensions: 64}]",
                        "In tamis-model.yaml under 'sizes' number 1, 'layers' is 6; it takes a whole number from 1 to 5."),
                mistake(
                        LEAST + "sizes: [{name: small, layers: 2, dimensions: 64}]",
                        "In tamis-model.yaml under 'sizes' number 1, 'output' is missing."),
                mistake(
                        LEAST + "sizes:\n  - {name: small, layers: 2, output: x, dimensions: 64}\n"
                                + "  - {name: small, layers: 3, output: y, dimensions: 64}",
                        "In tamis-model.yaml under 'sizes' number 2, 'name' is 'small', as that of another size."));
    }

    private static Arguments mistake(String yaml, String sentence) {
        return Arguments.of(yaml, sentence);
    }

    @ParameterizedTest(name = "{1}")
    @MethodSource("mistakes")
    void aMistakeIsToldInOneSentence(String yaml, String sentence) {
        assertRefused(yaml, sentence);
    }

    @Test
    void allMistakesAreToldAtOnce() {
        assertRefused(
                "pooling: max\ndimensions: none\nmax-tokens: 512",
                "In tamis-model.yaml, 'pooling' is 'max'; it takes one of [cls, mean]. In tamis-model.yaml, "
                        + "'dimensions' is none; it takes a list of different whole numbers from 1 to 16000, as "
                        + "[384, 256].");
    }

    @Test
    void aYamlThatMakesObjectsIsNotObeyed() {
        assertThatThrownBy(() -> read("name: !!java.net.URL [\"http://localhost\"]"))
                .isInstanceOf(ModelFormatException.class)
                .hasMessageStartingWith(
                        "tamis-model.yaml is no YAML: line 1, Global tag is not allowed: tag:yaml.org,2002:java.net.URL");
    }

    private static void assertRefused(String yaml, String message) {
        assertThatThrownBy(() -> read(yaml))
                .isInstanceOf(ModelFormatException.class)
                .hasMessage(message);
    }

    private static ModelSpec read(String yaml) throws IOException, ModelFormatException {
        return ModelYaml.read(new ByteArrayInputStream(yaml.getBytes(StandardCharsets.UTF_8)), "folder");
    }
}
