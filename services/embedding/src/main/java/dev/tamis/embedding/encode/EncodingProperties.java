package dev.tamis.embedding.encode;

import jakarta.validation.constraints.Min;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/// How texts are encoded.
///
/// @param queryCache vectors of queries that are kept; one takes about 2 KiB, larger ones count several times
@Validated
@ConfigurationProperties("tamis.embedding")
record EncodingProperties(@DefaultValue("10000") @Min(0) int queryCache) {}
