package dev.tamis.retrieval.diagnostics;

import dev.tamis.common.contract.collection.Diagnostics;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/// Diagnostics over HTTP.
@RestController
class DiagnosticsController {

    private final DiagnosticsService diagnostics;

    DiagnosticsController(DiagnosticsService diagnostics) {
        this.diagnostics = diagnostics;
    }

    @GetMapping("/v1/collections/{collection}/diagnostics")
    Diagnostics get(@PathVariable String collection) {
        return diagnostics.of(collection);
    }
}
