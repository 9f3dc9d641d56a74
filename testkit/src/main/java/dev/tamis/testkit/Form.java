package dev.tamis.testkit;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/// A form of several parts (`multipart/form-data`).
public final class Form {

    static final String TYPE = "multipart/form-data; boundary=limit";

    private final ByteArrayOutputStream parts = new ByteArrayOutputStream();

    /// Adds a part as JSON.
    public Form json(String name, String content) {
        return part(name, "application/json", utf8(content));
    }

    /// Adds a part as bytes.
    public Form bytes(String name, byte[] content) {
        return part(name, "application/octet-stream", content);
    }

    private Form part(String name, String type, byte[] content) {
        parts.writeBytes(utf8("""
                --limit\r
                Content-Disposition: form-data; name="%1$s"; filename="%1$s"\r
                Content-Type: %2$s\r
                \r
                """.formatted(name, type)));
        parts.writeBytes(content);
        parts.writeBytes(utf8("\r\n"));
        return this;
    }

    byte[] body() {
        var body = new ByteArrayOutputStream();
        body.writeBytes(parts.toByteArray());
        body.writeBytes(utf8("--limit--\r\n"));
        return body.toByteArray();
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
