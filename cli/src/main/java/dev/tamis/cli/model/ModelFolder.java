package dev.tamis.cli.model;

import dev.tamis.cli.terminal.Failure;
import dev.tamis.cli.terminal.Json;
import dev.tamis.common.model.ModelArtifact;
import dev.tamis.common.model.ModelManifest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import tools.jackson.core.JacksonException;

/// A folder that holds a fitted model: `manifest.json` and `model.safetensors`.
record ModelFolder(Path folder) {

    /// @throws Failure if it cannot be read
    ModelManifest manifest() {
        Path file = folder.resolve("manifest.json");
        try {
            return Json.mapper().readValue(Files.readAllBytes(file), ModelManifest.class);
        } catch (IOException unreadable) {
            throw unreadable(file);
        } catch (JacksonException wrong) {
            throw Failure.usage("%s is no manifest of a model: %s".formatted(file, wrong.getOriginalMessage()));
        }
    }

    /// @throws Failure if they cannot be read
    byte[] weights() {
        Path file = folder.resolve("model.safetensors");
        try {
            return Files.readAllBytes(file);
        } catch (IOException unreadable) {
            throw unreadable(file);
        }
    }

    /// @throws Failure if it cannot be written
    void write(ModelArtifact model) {
        try {
            Files.createDirectories(folder);
            Files.writeString(folder.resolve("manifest.json"), Json.pretty(model.manifest()) + "\n");
            Files.write(folder.resolve("model.safetensors"), model.weights());
        } catch (IOException unwritable) {
            throw Failure.failed("%s cannot be written: %s".formatted(folder, unwritable.getMessage()));
        }
    }

    private static Failure unreadable(Path file) {
        return Failure.usage(
                "%s cannot be read; a model is a folder with manifest.json and model.safetensors".formatted(file));
    }
}
