package dev.tamis.gateway.client;

import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/// How answers of services are read: a newer service may say more than this gateway knows.
final class LenientJson {

    private LenientJson() {}

    static JsonMapper of(JsonMapper strict) {
        return strict.rebuild()
                .disable(
                        DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES,
                        DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
                .build();
    }
}
