package dev.tamis.embedding.onnx;

import java.io.IOException;

/// Bytes are no ONNX model. The message is a predicate that says why: "ends within a field at byte 12".
public final class OnnxFormatException extends IOException {

    private static final long serialVersionUID = 1L;

    OnnxFormatException(String message) {
        super(message);
    }
}
