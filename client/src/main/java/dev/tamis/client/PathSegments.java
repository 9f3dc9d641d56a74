package dev.tamis.client;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/// Text as one segment of a path: every byte of its UTF-8 form but the unreserved ones is percent-encoded
/// (RFC 3986, section 2.3).
final class PathSegments {

    private static final String UNRESERVED = "-._~";
    private static final HexFormat HEX = HexFormat.of().withUpperCase();

    private PathSegments() {}

    static String encode(String text) {
        var encoded = new StringBuilder();
        for (byte each : text.getBytes(StandardCharsets.UTF_8)) {
            if (isUnreserved(each)) {
                encoded.append((char) each);
            } else {
                HEX.toHexDigits(encoded.append('%'), each);
            }
        }
        return encoded.toString();
    }

    private static boolean isUnreserved(byte each) {
        return (each >= 'a' && each <= 'z')
                || (each >= 'A' && each <= 'Z')
                || (each >= '0' && each <= '9')
                || UNRESERVED.indexOf(each) >= 0;
    }
}
