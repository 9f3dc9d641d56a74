package dev.tamis.retrieval.index.memory;

/// The order of ids: that of their UTF-8 bytes, as PostgreSQL and Lucene have it. Java's own differs where one id has
/// a character beyond the basic plane and the other one from U+E000 on.
final class IdOrder {

    private static final char SURROGATES = '\uD800';

    private IdOrder() {}

    static int compare(String one, String other) {
        int length = Math.min(one.length(), other.length());
        for (int i = 0; i < length; i++) {
            char a = one.charAt(i);
            char b = other.charAt(i);
            if (a != b) {
                int planes = Boolean.compare(Character.isSurrogate(a), Character.isSurrogate(b));
                return planes != 0 && a >= SURROGATES && b >= SURROGATES ? planes : a - b;
            }
        }
        return one.length() - other.length();
    }
}
