package dev.tamis.gateway.model;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.tamis.common.contract.embedding.EmbeddingModels.Model;
import dev.tamis.common.contract.model.FittedModel;
import io.swagger.v3.oas.annotations.media.ArraySchema;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;

/// Models of both sorts, in the shape of OpenAI's `GET /v1/models`.
///
/// @param object always `list`
/// @param data a [Model] or a [FittedModel] each: first those that embed texts, then the fitted ones, the latest
///     first
/// @param degraded `retrieval` if the fitted ones are missing because it did not answer; left out if all are
///     there
record Models(
        String object,

        @ArraySchema(schema = @Schema(oneOf = {Model.class, FittedModel.class}))
        List<Object> data,

        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<String> degraded) {

    Models {
        data = List.copyOf(data);
        degraded = List.copyOf(degraded);
    }
}
