package dev.tamis.common.contract.item;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.tamis.common.contract.Problem;
import org.jspecify.annotations.Nullable;

/// What became of one line of a bulk request. Blank lines are counted but answered by nothing.
///
/// @param line number of the line in the request, from 1
/// @param id of its item; absent if it could not be read
/// @param problem why it was not stored; absent if it was
@JsonInclude(JsonInclude.Include.NON_NULL)
public record BulkLine(
        long line,
        @Nullable String id,
        ItemStatus status,
        @Nullable Problem problem) {}
