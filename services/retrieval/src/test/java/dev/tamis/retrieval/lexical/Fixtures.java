package dev.tamis.retrieval.lexical;

import dev.tamis.common.contract.collection.IndexKind;
import dev.tamis.common.contract.collection.Language;
import dev.tamis.retrieval.collection.CollectionRef;
import dev.tamis.retrieval.follow.FollowProperties;
import dev.tamis.retrieval.follow.Following;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.springframework.util.unit.DataSize;

/// What the tests of lexical search share.
final class Fixtures {

    static final CollectionRef BOOKS = collection(7, "2026-01-31T10:00:00.000001Z");

    private Fixtures() {}

    static CollectionRef collection(long id, String createdAt) {
        return new CollectionRef(id, "books", null, 3, Language.ENGLISH, IndexKind.AUTO, Instant.parse(createdAt));
    }

    /// Two changes a page, a commit at close only.
    static LexicalProperties properties(Path directory) {
        return new LexicalProperties(directory, 1.2f, 0.75f, Duration.ofHours(1), 2, DataSize.ofMegabytes(2));
    }

    static Following following(Duration poll, Duration patience) {
        return new Following(new FollowProperties(poll, poll, patience), new SimpleMeterRegistry());
    }
}
