package dev.tamis.gateway.ingest;

import dev.tamis.common.contract.item.BulkLine;
import dev.tamis.common.contract.item.Item;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
@Tag(name = "Items")
class BulkController {

    private final BulkService bulk;

    BulkController(BulkService bulk) {
        this.bulk = bulk;
    }

    @PostMapping(
            path = "/v1/collections/{collection}/items:bulk",
            consumes = MediaType.APPLICATION_NDJSON_VALUE,
            produces = MediaType.APPLICATION_NDJSON_VALUE)
    @Operation(
            operationId = "bulkItems",
            summary = "Store many items",
            description = "A stream of items, one JSON object a line, of any length; a line is 1 MiB at most. The"
                    + " answer has one line for each item, in their order, and a last one with the summary. It comes"
                    + " once all were read. A line that fails stops no other.",
            requestBody =
                    @io.swagger.v3.oas.annotations.parameters.RequestBody(
                            required = true,
                            content =
                                    @Content(
                                            mediaType = MediaType.APPLICATION_NDJSON_VALUE,
                                            schema = @Schema(implementation = Item.class))),
            responses =
                    @ApiResponse(
                            responseCode = "200",
                            description = "What became of each line, then `{\"summary\": BulkSummary}`",
                            content =
                                    @Content(
                                            mediaType = MediaType.APPLICATION_NDJSON_VALUE,
                                            schema = @Schema(implementation = BulkLine.class))))
    void ingest(
            @PathVariable String collection,
            @Parameter(description = "`wait`: answer once searches see the items")
                    @RequestParam(required = false)
                    @Nullable
                    String refresh,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException, InterruptedException {
        try (Spool answer = bulk.ingest(collection, Refresh.waits(refresh), request.getInputStream())) {
            response.setContentType(MediaType.APPLICATION_NDJSON_VALUE);
            answer.copyTo(response.getOutputStream());
        }
    }
}
