package dev.tamis.gateway.key;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;

/// Keys as callers hold them: `tamis_` and 256 random bits in 43 characters of base64url.
final class KeyText {

    private static final SecureRandom RANDOM = new SecureRandom();

    private KeyText() {}

    static String random() {
        byte[] bits = new byte[32];
        RANDOM.nextBytes(bits);
        return "tamis_" + Base64.getUrlEncoder().withoutPadding().encodeToString(bits);
    }

    /// Names the holder of a key to the services, without giving the key away: digits of its hash.
    static String callerName(String key) {
        return "key-" + hash(key).substring(0, 12);
    }

    /// SHA-256 in lower-case hexadecimal digits.
    static String hash(String key) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(key.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java has SHA-256", impossible);
        }
    }
}
