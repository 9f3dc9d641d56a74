package dev.tamis.embedding.model;

import dev.tamis.common.contract.embedding.ModelKind;
import dev.tamis.embedding.onnx.OnnxGraph;
import dev.tamis.embedding.onnx.OnnxTensorInfo;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Whether a graph is one that this service can run, and is as its description says.
final class GraphRules {

    private static final Set<String> NEEDED = Set.of(Network.INPUT_IDS, Network.ATTENTION_MASK);
    private static final Set<String> KNOWN = Set.of(Network.INPUT_IDS, Network.ATTENTION_MASK, Network.TOKEN_TYPE_IDS);
    private static final Set<Integer> FLOATS =
            Set.of(OnnxTensorInfo.FLOAT, OnnxTensorInfo.FLOAT16, OnnxTensorInfo.BFLOAT16);
    private static final String USUAL_OUTPUT = "last_hidden_state";

    private final ModelSpec spec;
    private final OnnxGraph graph;
    private final List<String> complaints = new ArrayList<>();

    GraphRules(ModelSpec spec, OnnxGraph graph) {
        this.spec = spec;
        this.graph = graph;
    }

    /// The output that is used.
    ///
    /// @throws ModelFormatException with a sentence for each thing that does not fit
    OnnxTensorInfo output() throws ModelFormatException {
        checkInputs();
        Optional<OnnxTensorInfo> output = findOutput();
        output.ifPresent(this::checkOutput);
        spec.earlyOutputs().forEach(this::checkEarlyOutput);
        if (!complaints.isEmpty() || output.isEmpty()) {
            throw new ModelFormatException(complaints);
        }
        return output.get();
    }

    private void checkInputs() {
        List<String> names = graph.inputs().stream().map(OnnxTensorInfo::name).toList();
        boolean fit = names.containsAll(NEEDED)
                && KNOWN.containsAll(names)
                && graph.inputs().stream().allMatch(input -> input.type() == OnnxTensorInfo.INT64);
        if (!fit) {
            complain("reads %s, where input_ids, attention_mask and perhaps token_type_ids belong, all int64"
                    .formatted(graph.inputs()));
        }
    }

    private Optional<OnnxTensorInfo> findOutput() {
        if (spec.namedOutput().isPresent()) {
            String name = spec.namedOutput().get();
            if (graph.output(name).isEmpty()) {
                complain("has no output '%s' as %s names it; it has %s"
                        .formatted(name, ModelYaml.FILE, graph.outputs()));
            }
            return graph.output(name);
        }
        Optional<OnnxTensorInfo> usual = graph.output(USUAL_OUTPUT);
        if (usual.isPresent() && embeds()) {
            return usual;
        }
        if (graph.outputs().size() > 1) {
            complain("has the outputs %s; name one of them as 'output' in %s"
                    .formatted(graph.outputs(), ModelYaml.FILE));
            return Optional.empty();
        }
        return graph.outputs().stream().findFirst();
    }

    private void checkOutput(OnnxTensorInfo output) {
        int rank = output.shape().map(List::size).orElse(embeds() ? 3 : 2);
        if (embeds() && (rank != 3 || !FLOATS.contains(output.type()))) {
            complain("answers %s, where a vector of floats for each token belongs: [batch, tokens, width]%s"
                    .formatted(output, others(output)));
        }
        if (!embeds() && (rank != 2 || !FLOATS.contains(output.type()))) {
            complain("answers %s, where one float for each pair belongs: [batch, 1]%s"
                    .formatted(output, others(output)));
        }
    }

    private String others(OnnxTensorInfo output) {
        List<OnnxTensorInfo> others =
                graph.outputs().stream().filter(each -> !each.equals(output)).toList();
        return others.isEmpty() ? "" : "; it has also " + others;
    }

    private void checkEarlyOutput(String size, String tensor) {
        if (!graph.computes(tensor)) {
            complain("computes no '%s', the output of size '%s'; the %d most alike of its %d operations' results are %s"
                    .formatted(tensor, size, Math.min(5, graph.nodes()), graph.nodes(), graph.namesLike(tensor, 5)));
        }
    }

    private boolean embeds() {
        return spec.description().kind() == ModelKind.EMBEDDING;
    }

    private void complain(String sentence) {
        complaints.add(spec.network() + " " + sentence + ".");
    }
}
