package dev.tamis.embedding.onnx;

import java.lang.foreign.Arena;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// Writes small ONNX files for tests, of opset 11 (<https://github.com/onnx/onnx/blob/main/onnx/onnx.proto>).
public final class TinyOnnx {

    private final Writer graph = new Writer().bytes(2, text("tiny"));

    /// A value that callers give: numbers and names as dimensions.
    public TinyOnnx input(String name, int type, Object... shape) {
        graph.bytes(11, value(name, type, shape));
        return this;
    }

    public TinyOnnx output(String name, int type, Object... shape) {
        graph.bytes(12, value(name, type, shape));
        return this;
    }

    /// An output whose shape the file does not tell.
    public TinyOnnx outputOfAnyShape(String name, int type) {
        graph.bytes(
                12, new Writer().bytes(1, text(name)).bytes(2, new Writer().bytes(1, new Writer().number(1, type))));
        return this;
    }

    /// Weights of float32.
    public TinyOnnx floats(String name, List<Integer> shape, float... values) {
        var bytes = ByteBuffer.allocate(values.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(values);
        graph.bytes(5, weights(name, OnnxTensorInfo.FLOAT, shape).bytes(9, new Writer().raw(bytes.array())));
        return this;
    }

    /// Weights of float32 that lie in a file beside this one.
    public TinyOnnx externalFloats(String name, List<Integer> shape, String file) {
        var location = new Writer().bytes(1, text("location")).bytes(2, text(file));
        graph.bytes(
                5,
                weights(name, OnnxTensorInfo.FLOAT, shape).bytes(13, location).number(14, 1));
        return this;
    }

    public TinyOnnx longs(String name, List<Integer> shape, long... values) {
        var bytes = ByteBuffer.allocate(values.length * Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asLongBuffer().put(values);
        graph.bytes(5, weights(name, OnnxTensorInfo.INT64, shape).bytes(9, new Writer().raw(bytes.array())));
        return this;
    }

    public TinyOnnx node(String operator, List<String> inputs, String output, Attribute... attributes) {
        var node = new Writer();
        inputs.forEach(input -> node.bytes(1, text(input)));
        node.bytes(2, text(output)).bytes(4, text(operator));
        for (Attribute attribute : attributes) {
            node.bytes(5, attribute.written);
        }
        graph.bytes(1, node);
        return this;
    }

    /// An argument of an operation.
    public static final class Attribute {

        private final Writer written;

        private Attribute(Writer written) {
            this.written = written;
        }

        public static Attribute integer(String name, long value) {
            return new Attribute(
                    new Writer().bytes(1, text(name)).number(3, value).number(20, 2));
        }

        public static Attribute integers(String name, long... values) {
            var attribute = new Writer().bytes(1, text(name));
            for (long value : values) {
                attribute.number(8, value);
            }
            return new Attribute(attribute.number(20, 7));
        }

        public static Attribute graph(String name, TinyOnnx graph) {
            return new Attribute(
                    new Writer().bytes(1, text(name)).bytes(6, graph.graph).number(20, 5));
        }
    }

    /// The file.
    public byte[] bytes() {
        try (Arena arena = Arena.ofConfined()) {
            return new Writer()
                    .number(1, 6)
                    .bytes(8, new Writer().bytes(1, text("")).number(2, 11))
                    .bytes(7, graph)
                    .to(arena)
                    .toArray(ValueLayout.JAVA_BYTE);
        }
    }

    private static Writer weights(String name, int type, List<Integer> shape) {
        var tensor = new Writer();
        shape.forEach(size -> tensor.number(1, size));
        return tensor.number(2, type).bytes(8, text(name));
    }

    private static Writer value(String name, int type, Object... shape) {
        var dimensions = new Writer();
        for (Object each : shape) {
            var dimension = new Writer();
            dimensions.bytes(
                    1, each instanceof Integer size ? dimension.number(1, size) : dimension.bytes(2, text("" + each)));
        }
        var tensor = new Writer().number(1, type).bytes(2, dimensions);
        return new Writer().bytes(1, text(name)).bytes(2, new Writer().bytes(1, tensor));
    }

    private static Writer text(String text) {
        return new Writer().raw(text.getBytes(StandardCharsets.UTF_8));
    }
}
