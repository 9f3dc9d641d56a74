package dev.tamis.common.contract.job;

import com.fasterxml.jackson.annotation.JsonInclude;
import jakarta.validation.constraints.NotBlank;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Asks for a job.
///
/// @param kind what is to be done, for example `embed`
/// @param collection what it is to be done with
/// @param parameters of the kind, by name; its defaults hold for those left out
@JsonInclude(JsonInclude.Include.NON_NULL)
public record CreateJob(
        @NotBlank String kind,
        @NotBlank String collection,
        @Nullable Map<String, Object> parameters) {

    public static CreateJob of(String kind, String collection) {
        return new CreateJob(kind, collection, null);
    }
}
