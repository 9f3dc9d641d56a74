package dev.tamis.support.http;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/// Limits on requests.
///
/// @param maxBody the largest body that is neither NDJSON nor a form with files
/// @param maxUpload the largest form with files (`multipart/form-data`)
@Validated
@ConfigurationProperties("tamis.http")
record HttpProperties(
        @DefaultValue("8MB") DataSize maxBody,
        @DefaultValue("64MB") DataSize maxUpload) {}
