package dev.tamis.gateway.client;

import dev.tamis.common.contract.model.FittedModel;
import dev.tamis.common.contract.model.FittedModels;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.service.annotation.GetExchange;
import org.springframework.web.service.annotation.HttpExchange;

/// The registry of fitted models, which the retrieval service keeps.
@HttpExchange("/v1/models")
interface FittedModelApi {

    @GetExchange
    FittedModels list();

    @GetExchange("/{id}")
    FittedModel get(@PathVariable String id);
}
