package dev.tamis.common.contract;

import org.jspecify.annotations.Nullable;

/// Which strings are text that every part of the platform can store: PostgreSQL keeps no NUL, and a lone surrogate has
/// no UTF-8 form.
public final class Texts {

    private Texts() {}

    /// What is wrong with a string, or null if it can be stored.
    public static @Nullable String violation(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == 0) {
                return "contains a NUL character (U+0000) at position %d; remove it".formatted(i);
            }
            if (Character.isHighSurrogate(c) && i + 1 < text.length() && Character.isLowSurrogate(text.charAt(i + 1))) {
                i++;
            } else if (Character.isSurrogate(c)) {
                return "contains a lone surrogate (U+%04X) at position %d, half of a character; send both halves or neither"
                        .formatted((int) c, i);
            }
        }
        return null;
    }
}
