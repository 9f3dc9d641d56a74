package dev.tamis.client;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/// A form of several parts (`multipart/form-data`, RFC 7578).
final class Form {

    private final String boundary = UUID.randomUUID().toString();
    private final List<byte[]> parts = new ArrayList<>();

    /// Adds a part that is a file.
    Form with(String name, String file, String type, byte[] content) {
        parts.add(
                utf8("--%s\r\nContent-Disposition: form-data; name=\"%s\"; filename=\"%s\"\r\nContent-Type: %s\r\n\r\n"
                        .formatted(boundary, name, file, type)));
        parts.add(content);
        parts.add(utf8("\r\n"));
        return this;
    }

    String type() {
        return "multipart/form-data; boundary=" + boundary;
    }

    /// The bytes of the body, in their order.
    List<byte[]> parts() {
        var all = new ArrayList<>(parts);
        all.add(utf8("--" + boundary + "--\r\n"));
        return all;
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
