package dev.tamis.retrieval.follow;

import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/// How indexes are kept up with their items.
///
/// @param poll how often to look for changes that other replicas made while the database cannot tell of them, and
///     always for models that they activated
/// @param listeningPoll the same while it can: only for the case that it does not
/// @param patience how long a search waits for an index that is being built, and for a change it is to see
@Validated
@ConfigurationProperties("tamis.retrieval.follow")
public record FollowProperties(
        @NotNull @DefaultValue("1s") Duration poll,
        @NotNull @DefaultValue("15s") Duration listeningPoll,
        @NotNull @DefaultValue("5s") Duration patience) {}
