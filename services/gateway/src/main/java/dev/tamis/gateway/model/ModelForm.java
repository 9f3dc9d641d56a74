package dev.tamis.gateway.model;

import dev.tamis.common.model.ModelManifest;
import io.swagger.v3.oas.annotations.media.Schema;

/// What a fitted model is sent as; for the documentation alone, since the form is handed on as it is.
record ModelForm(
        ModelManifest manifest,
        @Schema(type = "string", format = "binary") String weights) {}
