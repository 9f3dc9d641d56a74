package dev.tamis.retrieval.index;

import dev.tamis.retrieval.collection.CollectionRef;
import dev.tamis.retrieval.follow.IndexFolder;
import dev.tamis.retrieval.index.memory.MemoryIndex;
import dev.tamis.retrieval.model.ActiveProjection;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// The folders of a collection's indexes in memory: one for each projection through which its vectors are compared, and
/// one for the vectors as they are.
record ProjectedFolders(Path directory, CollectionRef collection) {

    String nameFor(@Nullable ActiveProjection projection) {
        String name = IndexFolder.nameOf(collection);
        return projection == null ? name : "%s-%016x-%d".formatted(name, projection.mark(), projection.dimensions());
    }

    /// Deletes what was left of other projections, for example by a crash, unless it is in use.
    void deleteUnusedBut(@Nullable ActiveProjection projection) throws IOException {
        if (!Files.isDirectory(directory)) {
            return;
        }
        try (DirectoryStream<Path> folders =
                Files.newDirectoryStream(directory, IndexFolder.nameOf(collection) + "*")) {
            for (Path folder : folders) {
                if (isOfCollection(folder) && !isCopyOf(nameFor(projection), folder)) {
                    MemoryIndex.deleteUnused(folder);
                }
            }
        }
    }

    private boolean isOfCollection(Path folder) {
        String name = IndexFolder.nameOf(collection);
        return isCopyOf(name, folder) || folder.getFileName().toString().startsWith(name + "-");
    }

    private static boolean isCopyOf(String name, Path folder) {
        String found = folder.getFileName().toString();
        return found.equals(name) || found.startsWith(name + ".");
    }
}
