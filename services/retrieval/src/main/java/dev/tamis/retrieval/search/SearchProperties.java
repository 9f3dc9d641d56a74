package dev.tamis.retrieval.search;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/// How hybrid search gathers what it fuses.
///
/// @param shortlist how many items dense and lexical search each bring to the fusion, if `k` is not larger
@Validated
@ConfigurationProperties("tamis.retrieval.search")
record SearchProperties(
        @DefaultValue("200") @Min(1) @Max(1_000) int shortlist) {}
