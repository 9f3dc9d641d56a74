package dev.tamis.common.contract.ranking;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// What a user did, with the field names of the User Behavior Insights schema.
///
/// @param eventId names the event, so that sending it again counts once; made up by the service if left out
/// @param collection the item's collection
/// @param actionName what was done
/// @param objectId the item's id
/// @param clientId who did it, the same over many sessions
/// @param sessionId the visit
/// @param queryId the search that showed the item, from its answer
/// @param userQuery what was searched for
/// @param timestamp when; now if left out
/// @param position at which the item was shown, from 1
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Event(
        @JsonProperty("event_id") @Size(min = 1, max = 128) @Nullable
        String eventId,

        @NotBlank @Size(max = 63) String collection,
        @JsonProperty("action_name") @NotNull ActionName actionName,

        @JsonProperty("object_id") @NotBlank @Size(max = 256)
        String objectId,

        @JsonProperty("client_id") @NotBlank @Size(max = 256)
        String clientId,

        @JsonProperty("session_id") @Size(max = 256) @Nullable
        String sessionId,

        @JsonProperty("query_id") @Size(max = 128) @Nullable String queryId,

        @JsonProperty("user_query") @Size(max = 8_192) @Nullable
        String userQuery,

        @Nullable Instant timestamp,
        @Min(1) @Nullable Integer position) {}
