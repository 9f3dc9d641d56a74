package dev.tamis.embedding.model;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/// A folder that has a folder for each of the user's own models.
final class ModelFolder {

    private ModelFolder() {}

    /// Its models, by the name of their folders. One whose description is wrong is among them, under the name of its
    /// folder, and fails when it is loaded. Folders that are hidden are passed over.
    ///
    /// @param taken names that other models have
    /// @param threads that work on one batch
    /// @throws IllegalStateException if there is no such folder
    static List<LazyModel> models(Path folder, Collection<String> taken, int threads) {
        Set<String> names = new HashSet<>(taken);
        var models = new ArrayList<LazyModel>();
        for (Path each : folders(folder)) {
            LazyModel model = model(each, names, threads);
            names.add(model.name());
            models.add(model);
        }
        return models;
    }

    private static List<Path> folders(Path folder) {
        if (!Files.isDirectory(folder)) {
            throw new IllegalStateException(
                    "tamis.embedding.models is '%s', and there is no such folder".formatted(folder.toAbsolutePath()));
        }
        if (Files.exists(folder.resolve(ModelYaml.FILE))) {
            throw new IllegalStateException(
                    "tamis.embedding.models is '%s', which is itself a model; name the folder around it"
                            .formatted(folder.toAbsolutePath()));
        }
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.filter(Files::isDirectory)
                    .filter(entry ->
                            !name(entry).startsWith(".") && !name(entry).equals("lost+found"))
                    .sorted()
                    .toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static LazyModel model(Path folder, Set<String> taken, int threads) {
        var files = new FolderFiles(folder);
        String fallback = taken.contains(name(folder)) ? folder.toString() : name(folder);
        try (InputStream yaml = files.open(ModelYaml.FILE)) {
            ModelSpec spec = ModelYaml.read(yaml, name(folder));
            if (taken.contains(spec.name())) {
                return broken(
                        fallback,
                        new ModelFormatException(
                                "Its name, '%s', is that of another model; give it another by 'name' in %s."
                                        .formatted(spec.name(), ModelYaml.FILE)));
            }
            return new LazyModel(spec.description(), () -> ModelOpening.open(spec, files, threads));
        } catch (NoSuchFileException missing) {
            return broken(
                    fallback,
                    new ModelFormatException(
                            "There is no %s in its folder; there are %s.".formatted(ModelYaml.FILE, names(files))));
        } catch (IOException unreadable) {
            return broken(fallback, new ModelFormatException("Its folder cannot be read: %s.".formatted(unreadable)));
        } catch (ModelFormatException wrong) {
            return broken(fallback, wrong);
        }
    }

    private static List<String> names(FolderFiles files) {
        try {
            return files.names();
        } catch (IOException unreadable) {
            return List.of();
        }
    }

    private static LazyModel broken(String name, ModelFormatException why) {
        return LazyModel.failed(ModelDescription.unknown(name), why);
    }

    private static String name(Path folder) {
        return String.valueOf(folder.getFileName());
    }
}
