package dev.tamis.common.contract;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A problem detail (RFC 9457), as every Tamis service answers an error.
///
/// @param type what kind of problem, `urn:tamis:problem:...`
/// @param title the kind in words, the same for every problem of a type
/// @param status the HTTP status
/// @param detail what went wrong this time, and how to mend it
/// @param instance path of the request
/// @param errors which fields are wrong; empty if it is not about fields
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record Problem(
        String type,
        String title,
        int status,
        @Nullable String detail,
        @Nullable String instance,
        @Nullable List<FieldError> errors) {

    /// One wrong field.
    ///
    /// @param pointer JSON pointer (RFC 6901) into the request as a URI fragment, for example `#/k`
    /// @param detail what is wrong with it and what would be right
    public record FieldError(String pointer, String detail) {}

    /// A name as one token of a JSON pointer (RFC 6901, section 3).
    public static String pointerToken(String name) {
        return name.replace("~", "~0").replace("/", "~1");
    }

    /// The URN of a problem type.
    public static String urn(String type) {
        return "urn:tamis:problem:" + type;
    }
}
