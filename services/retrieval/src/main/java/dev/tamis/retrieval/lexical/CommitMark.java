package dev.tamis.retrieval.lexical;

import dev.tamis.retrieval.collection.CollectionRef;
import dev.tamis.retrieval.follow.IndexFolder;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What a commit of an index says about itself, so that whoever opens it knows where to go on and what not to trust.
///
/// @param format of the index
/// @param collection which it is of
/// @param change number of the last change that is in it; 0 if none is
record CommitMark(int format, String collection, long change) {

    /// What is in an index, and how text becomes terms. Indexes of another format are rebuilt.
    static final int FORMAT = 2;

    static CommitMark of(CollectionRef collection, long change) {
        return new CommitMark(FORMAT, IndexFolder.nameOf(collection), change);
    }

    Map<String, String> toMap() {
        return Map.of("format", "" + format, "collection", collection, "change", "" + change);
    }

    /// The change up to which an index may be trusted: 0 if it is of another format or collection.
    static long trusted(@Nullable Iterable<Map.Entry<String, String>> entries, CollectionRef collection) {
        var map = new HashMap<String, String>();
        if (entries != null) {
            entries.forEach(entry -> map.put(entry.getKey(), entry.getValue()));
        }
        String change = map.getOrDefault("change", "");
        boolean ours = change.matches("\\d{1,18}")
                && map.equals(of(collection, Long.parseLong(change)).toMap());
        return ours ? Long.parseLong(change) : 0;
    }
}
