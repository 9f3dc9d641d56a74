package dev.tamis.common.contract.model;

import java.util.List;

/// The fitted models in the registry, the latest first.
///
/// @param object always `list`
public record FittedModels(String object, List<FittedModel> data) {

    public FittedModels {
        data = List.copyOf(data);
    }
}
