package dev.tamis.embedding.onnx;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// One operation of a graph.
///
/// @param operators its own, and those of the graphs that it holds (branches, bodies of loops)
/// @param reads names of the tensors that it needs, those that the graphs it holds take from around them included
/// @param computes names of the tensors that it makes
record Node(Set<String> operators, List<String> reads, List<String> computes) {

    private static final int INPUT = 1;
    private static final int OUTPUT = 2;
    private static final int OPERATOR = 4;
    private static final int ATTRIBUTE = 5;
    private static final int ATTRIBUTE_GRAPH = 6;
    private static final int ATTRIBUTE_GRAPHS = 11;

    static Node of(Message node) throws OnnxFormatException {
        var operators = new HashSet<String>();
        operators.add(node.string(OPERATOR));
        var reads = new ArrayList<>(node.strings(INPUT));
        for (Message attribute : node.messages(ATTRIBUTE)) {
            for (Message.Field field : attribute.fields()) {
                if (field.number() == ATTRIBUTE_GRAPH || field.number() == ATTRIBUTE_GRAPHS) {
                    // What an inner graph computes itself is among these too, under names that the outer one lacks.
                    for (Message inner : attribute.message(field).messages(OnnxGraph.NODE)) {
                        Node held = of(inner);
                        operators.addAll(held.operators);
                        reads.addAll(held.reads);
                    }
                    reads.addAll(outputs(attribute.message(field)));
                }
            }
        }
        return new Node(operators, reads, node.strings(OUTPUT));
    }

    /// A branch may answer a tensor from around it as it is.
    private static List<String> outputs(Message graph) throws OnnxFormatException {
        var names = new ArrayList<String>();
        for (Message output : graph.messages(OnnxGraph.OUTPUT)) {
            names.add(output.string(OnnxGraph.VALUE_NAME));
        }
        return names;
    }
}
