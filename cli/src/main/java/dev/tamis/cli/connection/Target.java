package dev.tamis.cli.connection;

import dev.tamis.client.TamisClient;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/// A gateway and the key for it.
public record Target(URI url, @Nullable String key) {

    public TamisClient client() {
        return TamisClient.builder(url).key(key).build();
    }

    @Override
    public String toString() {
        return url.toString(); // a key does not belong into messages
    }
}
