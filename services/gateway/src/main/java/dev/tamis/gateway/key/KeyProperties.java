package dev.tamis.gateway.key;

import jakarta.validation.constraints.Pattern;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/// How keys are checked.
///
/// @param adminKey a key that is always good; by default one is made at the first start and printed once
/// @param keyCache for how long a key that was good is taken for good, and a revoked one still passes
/// @param keyCacheOutage for how long at most while the database is away
@Validated
@ConfigurationProperties("tamis.gateway")
record KeyProperties(
        @Pattern(regexp = "|\\S{16,256}", message = "must be 16 to 256 characters without spaces") @Nullable
        String adminKey,

        @DefaultValue("10s") Duration keyCache,
        @DefaultValue("1h") Duration keyCacheOutage) {

    @Override
    public String toString() {
        return "KeyProperties[keyCache=%s, keyCacheOutage=%s]".formatted(keyCache, keyCacheOutage);
    }
}
