package dev.tamis.embedding.onnx;

import dev.tamis.embedding.onnx.Message.Field;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SegmentAllocator;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The graph of an ONNX file, read on the wire format: weights are left where they are
/// (<https://github.com/onnx/onnx/blob/main/onnx/onnx.proto>).
public final class OnnxGraph {

    private static final int MODEL_GRAPH = 7;
    private static final int MODEL_FUNCTIONS = 25;
    private static final int FUNCTION_NODE = 7;
    static final int NODE = 1;
    private static final int INITIALIZER = 5;
    private static final int INITIALIZER_NAME = 8;
    private static final int INPUT = 11;
    static final int OUTPUT = 12;
    private static final int VALUE_INFO = 13;
    private static final int QUANTIZATION_ANNOTATION = 14;
    static final int VALUE_NAME = 1;
    private static final int VALUE_TYPE = 2;
    private static final int TENSOR_TYPE = 1;
    private static final int ELEMENT_TYPE = 1;
    private static final int SHAPE = 2;
    private static final int DIMENSION = 1;
    private static final int DIMENSION_VALUE = 1;
    private static final int DIMENSION_NAME = 2;

    private final MemorySegment file;
    private final Message model;
    private final Message graph;
    private final Map<Field, Node> nodes = new LinkedHashMap<>();
    private final Map<String, Field> initializers = new HashMap<>();
    private final Set<String> operators = new HashSet<>();
    private final List<OnnxTensorInfo> inputs = new ArrayList<>();
    private final List<OnnxTensorInfo> outputs = new ArrayList<>();

    private OnnxGraph(MemorySegment file, Message model, Message graph) throws OnnxFormatException {
        this.file = file;
        this.model = model;
        this.graph = graph;
        for (Field field : graph.fields()) {
            switch (field.number()) {
                case NODE -> nodes.put(field, Node.of(graph.message(field)));
                case INITIALIZER -> initializers.put(graph.message(field).string(INITIALIZER_NAME), field);
                case INPUT -> inputs.add(tensor(graph.message(field)));
                case OUTPUT -> outputs.add(tensor(graph.message(field)));
                default -> {}
            }
        }
        nodes.values().forEach(node -> operators.addAll(node.operators()));
        for (Message function : model.messages(MODEL_FUNCTIONS)) {
            for (Message node : function.messages(FUNCTION_NODE)) {
                operators.addAll(Node.of(node).operators());
            }
        }
        inputs.removeIf(input -> initializers.containsKey(input.name())); // old files list their weights as inputs
    }

    /// Reads a file, which must stay as it is while the graph is used.
    ///
    /// @throws OnnxFormatException if it is no ONNX model
    public static OnnxGraph read(MemorySegment file) throws OnnxFormatException {
        if (file.byteSize() == 0) {
            throw new OnnxFormatException("is empty");
        }
        Message model = Message.read(file, 0, file.byteSize());
        List<Message> graphs = model.messages(MODEL_GRAPH);
        if (graphs.size() != 1) {
            throw new OnnxFormatException("has %d graphs, where an ONNX model has one".formatted(graphs.size()));
        }
        var graph = new OnnxGraph(file, model, graphs.getFirst());
        if (graph.nodes.isEmpty() || graph.outputs.isEmpty()) {
            throw new OnnxFormatException("has a graph of %d operations and %d outputs, where one of each is the least"
                    .formatted(graph.nodes.size(), graph.outputs.size()));
        }
        return graph;
    }

    /// What callers must give, weights excluded.
    public List<OnnxTensorInfo> inputs() {
        return List.copyOf(inputs);
    }

    /// What callers can ask for.
    public List<OnnxTensorInfo> outputs() {
        return List.copyOf(outputs);
    }

    /// The output of a name.
    public Optional<OnnxTensorInfo> output(String name) {
        return outputs.stream().filter(output -> output.name().equals(name)).findFirst();
    }

    /// Names of the weights that the file holds or leads to.
    public Set<String> weights() {
        return Set.copyOf(initializers.keySet());
    }

    /// The number of operations.
    public int nodes() {
        return nodes.size();
    }

    /// Whether any operation, also of graphs within the graph, is one of these.
    public boolean hasAny(Collection<String> operators) {
        return operators.stream().anyMatch(this.operators::contains);
    }

    /// Whether an operation computes a tensor of this name.
    public boolean computes(String tensor) {
        return nodes.values().stream().anyMatch(node -> node.computes().contains(tensor));
    }

    /// Names of computed tensors, those first that begin and end most like this one.
    public List<String> namesLike(String tensor, int most) {
        return nodes.values().stream()
                .flatMap(node -> node.computes().stream())
                .sorted(Comparator.comparingInt(name -> -likeness(name, tensor)))
                .limit(most)
                .toList();
    }

    private static int likeness(String a, String b) {
        int prefix = Math.max(0, Arrays.mismatch(a.toCharArray(), b.toCharArray()));
        String reversedA = new StringBuilder(a).reverse().toString();
        String reversedB = new StringBuilder(b).reverse().toString();
        return prefix + Math.max(0, Arrays.mismatch(reversedA.toCharArray(), reversedB.toCharArray()));
    }

    /// The part of the file that one tensor needs: it is the only output, and what it does not depend on is gone.
    ///
    /// Asking a session of the whole file for an early tensor would not save the work behind it.
    ///
    /// @param type what the tensor's elements are said to be
    /// @param memory where the new file is put
    /// @throws IllegalArgumentException if nothing computes the tensor
    public MemorySegment withOutput(String tensor, int type, SegmentAllocator memory) throws OnnxFormatException {
        if (!computes(tensor)) {
            throw new IllegalArgumentException("nothing computes '%s'".formatted(tensor));
        }
        Set<String> needed = new HashSet<>();
        Set<Field> kept = new HashSet<>();
        collect(tensor, needed, kept);
        var part = new Writer();
        for (Field field : graph.fields()) {
            if (isKept(field, needed, kept)) {
                part.copy(file, field);
            }
        }
        part.bytes(OUTPUT, output(tensor, type));
        var whole = new Writer();
        for (Field field : model.fields()) {
            if (field.number() == MODEL_GRAPH) {
                whole.bytes(MODEL_GRAPH, part);
            } else {
                whole.copy(file, field);
            }
        }
        return whole.to(memory);
    }

    private void collect(String tensor, Set<String> needed, Set<Field> kept) {
        Map<String, Field> makers = new HashMap<>();
        nodes.forEach((field, node) -> node.computes().forEach(name -> makers.put(name, field)));
        var open = new ArrayDeque<>(List.of(tensor));
        while (!open.isEmpty()) {
            String name = open.pop();
            if (needed.add(name)) {
                Field maker = makers.get(name);
                Node node = maker == null ? null : nodes.get(maker);
                if (node != null && maker != null && kept.add(maker)) {
                    open.addAll(node.reads());
                }
            }
        }
    }

    private boolean isKept(Field field, Set<String> needed, Set<Field> kept) throws OnnxFormatException {
        return switch (field.number()) {
            case NODE -> kept.contains(field);
            case INITIALIZER -> needed.contains(graph.message(field).string(INITIALIZER_NAME));
            case INPUT -> {
                String name = graph.message(field).string(VALUE_NAME);
                yield !initializers.containsKey(name) || needed.contains(name);
            }
            case VALUE_INFO, QUANTIZATION_ANNOTATION -> // both begin with the name of a tensor
                needed.contains(graph.message(field).string(VALUE_NAME));
            case OUTPUT -> false;
            default -> true;
        };
    }

    private static Writer output(String tensor, int type) {
        return new Writer()
                .bytes(VALUE_NAME, new Writer().raw(tensor.getBytes(StandardCharsets.UTF_8)))
                .bytes(VALUE_TYPE, new Writer().bytes(TENSOR_TYPE, new Writer().number(ELEMENT_TYPE, type)));
    }

    private static OnnxTensorInfo tensor(Message value) throws OnnxFormatException {
        int type = 0;
        Optional<List<String>> shape = Optional.empty();
        for (Message valueType : value.messages(VALUE_TYPE)) {
            for (Message tensorType : valueType.messages(TENSOR_TYPE)) {
                type = (int) tensorType.number(ELEMENT_TYPE);
                for (Message declared : tensorType.messages(SHAPE)) {
                    shape = Optional.of(dimensions(declared));
                }
            }
        }
        return new OnnxTensorInfo(value.string(VALUE_NAME), type, shape);
    }

    private static List<String> dimensions(Message shape) throws OnnxFormatException {
        var dimensions = new ArrayList<String>();
        for (Message dimension : shape.messages(DIMENSION)) {
            String name = dimension.string(DIMENSION_NAME);
            long value = dimension.number(DIMENSION_VALUE);
            dimensions.add(!name.isEmpty() ? name : value > 0 ? Long.toString(value) : "?");
        }
        return dimensions;
    }
}
