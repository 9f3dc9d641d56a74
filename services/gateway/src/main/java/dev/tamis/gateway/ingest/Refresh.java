package dev.tamis.gateway.ingest;

import dev.tamis.gateway.problem.GatewayRefusal.InvalidFields;
import dev.tamis.support.problem.RefusedException;
import org.jspecify.annotations.Nullable;

/// The query parameter `refresh` of writes.
final class Refresh {

    private Refresh() {}

    /// Whether the answer waits until searches see what was written.
    static boolean waits(@Nullable String refresh) {
        if (refresh == null || refresh.isEmpty()) {
            return false;
        }
        if (refresh.equals("wait")) {
            return true;
        }
        throw new RefusedException(
                new InvalidFields("#/refresh", "is '%s'; it takes 'wait', or is left out".formatted(refresh)));
    }
}
