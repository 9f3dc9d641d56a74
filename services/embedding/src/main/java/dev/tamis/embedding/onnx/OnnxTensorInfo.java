package dev.tamis.embedding.onnx;

import java.util.List;
import java.util.Optional;

/// A tensor that a graph takes from outside or answers, as the file declares it.
///
/// @param name what callers call it
/// @param type of its elements, as the file numbers them ([#FLOAT], [#INT64], ...)
/// @param shape a number or a name for each dimension (`?` where neither is given); empty if none is declared
public record OnnxTensorInfo(String name, int type, Optional<List<String>> shape) {

    /// Numbers of `TensorProto.DataType` (<https://github.com/onnx/onnx/blob/main/onnx/onnx.proto>).
    public static final int FLOAT = 1;

    public static final int INT64 = 7;
    public static final int FLOAT16 = 10;
    public static final int BFLOAT16 = 16;

    private static final List<String> TYPES = List.of(
            "undefined",
            "float32",
            "uint8",
            "int8",
            "uint16",
            "int16",
            "int32",
            "int64",
            "string",
            "bool",
            "float16",
            "float64",
            "uint32",
            "uint64",
            "complex64",
            "complex128",
            "bfloat16");

    public OnnxTensorInfo {
        shape = shape.map(List::copyOf);
    }

    /// In one word with its type and shape: `logits float32[batch_size, 1]`.
    @Override
    public String toString() {
        String element = type < TYPES.size() ? TYPES.get(type) : "type" + type;
        return "%s %s%s".formatted(name, element, shape.map(List::toString).orElse(""));
    }
}
