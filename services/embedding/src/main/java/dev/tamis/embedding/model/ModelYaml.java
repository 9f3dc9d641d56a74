package dev.tamis.embedding.model;

import dev.tamis.common.contract.embedding.ModelKind;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;

/// Reads a `tamis-model.yaml`; docs/models.md explains every key.
final class ModelYaml {

    static final String FILE = "tamis-model.yaml";

    private static final String PLACE = "In " + FILE;
    private static final List<String> KEYS = List.of(
            "name",
            "kind",
            "pooling",
            "query-prefix",
            "document-prefix",
            "dimensions",
            "max-tokens",
            "licence",
            "layers",
            "sizes",
            "output",
            "network",
            "tokenizer");
    private static final List<String> KEYS_OF_EMBEDDING =
            List.of("pooling", "query-prefix", "document-prefix", "dimensions", "layers", "sizes");
    private static final String NAME = "[A-Za-z0-9][A-Za-z0-9._/-]{0,99}";
    private static final int MOST_TOKENS = 131_072;

    private final YamlMap yaml;
    private final String defaultName;

    private ModelYaml(YamlMap yaml, String defaultName) {
        this.yaml = yaml;
        this.defaultName = defaultName;
    }

    /// @param defaultName of a model whose file does not say its name
    /// @throws ModelFormatException with a sentence for each thing that is wrong
    static ModelSpec read(InputStream file, String defaultName) throws IOException, ModelFormatException {
        var complaints = new ArrayList<String>();
        ModelSpec spec = new ModelYaml(new YamlMap(parse(file), PLACE, complaints), defaultName).spec();
        if (!complaints.isEmpty()) {
            throw new ModelFormatException(complaints);
        }
        return spec;
    }

    private static Map<?, ?> parse(InputStream file) throws ModelFormatException {
        var options = new LoaderOptions();
        options.setAllowDuplicateKeys(false);
        try {
            Object content = new Yaml(new SafeConstructor(options)).load(file);
            if (content instanceof Map<?, ?> map) {
                return map;
            }
            throw new ModelFormatException("%s is %s, where lines as 'pooling: mean' belong."
                    .formatted(FILE, content == null ? "empty" : "no mapping"));
        } catch (MarkedYAMLException broken) {
            throw new ModelFormatException("%s is no YAML: line %d, %s."
                    .formatted(FILE, broken.getProblemMark().getLine() + 1, broken.getProblem()));
        } catch (YAMLException broken) {
            throw new ModelFormatException("%s is no YAML: %s.".formatted(FILE, broken.getMessage()));
        }
    }

    private ModelSpec spec() {
        yaml.allow(KEYS);
        String kind = yaml.choice("kind", List.of("embedding", "cross-encoder")).orElse("embedding");
        return kind.equals("embedding") ? embedding() : crossEncoder();
    }

    private ModelSpec embedding() {
        Optional<Pooling> pooling = yaml.choice("pooling", List.of("cls", "mean"))
                .map(word -> Pooling.valueOf(word.toUpperCase(Locale.ROOT)));
        require("pooling", "how the vectors of tokens become one: cls or mean");
        ModelSizes sizes = ModelSizes.read(yaml);
        var description = new ModelDescription(
                name(),
                ModelKind.EMBEDDING,
                pooling.orElse(null),
                yaml.text("query-prefix").orElse(""),
                yaml.text("document-prefix").orElse(""),
                sizes.sizes(),
                maxTokens(),
                licence());
        return spec(description, sizes.outputs());
    }

    private ModelSpec crossEncoder() {
        yaml.forbid(KEYS_OF_EMBEDDING, "a cross-encoder makes no vectors");
        var description =
                new ModelDescription(name(), ModelKind.CROSS_ENCODER, null, "", "", List.of(), maxTokens(), licence());
        return spec(description, Map.of());
    }

    private ModelSpec spec(ModelDescription description, Map<String, String> earlyOutputs) {
        return new ModelSpec(
                description,
                yaml.text("network").orElse("model.onnx"),
                yaml.text("tokenizer").orElse("tokenizer.json"),
                yaml.text("output").orElse(null),
                earlyOutputs);
    }

    private String name() {
        String name = yaml.text("name").orElse(defaultName);
        if (!name.matches(NAME)) {
            yaml.complain(
                    "the name is '%s'; it takes up to 100 letters, digits, '.', '_', '-' and '/', a letter or digit first"
                            .formatted(name));
        }
        return name;
    }

    private int maxTokens() {
        require("max-tokens", "the longest input that the model was trained to read");
        return yaml.number("max-tokens", 3, MOST_TOKENS).orElse(0);
    }

    private String licence() {
        return yaml.text("licence").orElse("unknown");
    }

    private void require(String key, String meaning) {
        if (!yaml.has(key)) {
            yaml.complain("'%s' is missing, which says %s".formatted(key, meaning));
        }
    }
}
