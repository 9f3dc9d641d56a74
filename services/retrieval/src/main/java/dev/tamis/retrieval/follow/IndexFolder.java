package dev.tamis.retrieval.follow;

import dev.tamis.retrieval.collection.CollectionRef;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Where the index of a collection is kept: a folder named after the collection's id and time of creation, which
/// together tell it from the collections of other databases that were served from here.
///
/// An index belongs to one process at a time. Replicas that share a directory take the next free copy.
public final class IndexFolder {

    private static final Logger log = LoggerFactory.getLogger(IndexFolder.class);
    private static final int MAX_COPIES = 16;

    private IndexFolder() {}

    /// Names the folder of a collection's index.
    public static String nameOf(CollectionRef collection) {
        long micros = ChronoUnit.MICROS.between(Instant.EPOCH, collection.createdAt());
        return collection.id() + "-" + Long.toString(micros, Character.MAX_RADIX);
    }

    /// Opens the index of a collection. What cannot be read is deleted, and an empty index opened.
    ///
    /// @throws HeldException if other processes hold every copy
    public static <I> I open(Path directory, CollectionRef collection, Opener<I> opener) throws IOException {
        return open(directory, nameOf(collection), opener);
    }

    /// Opens the index of a folder's name, likewise.
    ///
    /// @throws HeldException if other processes hold every copy
    public static <I> I open(Path directory, String name, Opener<I> opener) throws IOException {
        for (int copy = 1; ; copy++) {
            Path folder = directory.resolve(name + (copy == 1 ? "" : "." + copy));
            try {
                return openOrReplace(folder, opener);
            } catch (HeldException held) {
                if (copy == MAX_COPIES) {
                    throw held;
                }
            }
        }
    }

    private static <I> I openOrReplace(Path folder, Opener<I> opener) throws IOException {
        Files.createDirectories(folder);
        try {
            return opener.open(folder);
        } catch (HeldException held) {
            throw held;
        } catch (IOException | RuntimeException unreadable) {
            log.atWarn()
                    .addKeyValue("folder", folder)
                    .addKeyValue("cause", unreadable.toString())
                    .log("index unreadable, rebuilding it");
            delete(folder);
            Files.createDirectories(folder);
            return opener.open(folder);
        }
    }

    /// Deletes a folder with all it holds, if it is there.
    public static void delete(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        List<Path> deepestFirst;
        try (Stream<Path> paths = Files.walk(folder)) {
            deepestFirst = paths.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path path : deepestFirst) {
            Files.deleteIfExists(path);
        }
    }

    /// Opens the index in a folder that is there.
    @FunctionalInterface
    public interface Opener<I> {

        /// @throws HeldException if the folder is in use
        I open(Path folder) throws IOException;
    }

    /// Somebody else uses a folder.
    public static final class HeldException extends FileSystemException {

        private static final long serialVersionUID = 1L;

        public HeldException(Path folder, Throwable cause) {
            super(folder.toString(), null, "in use");
            initCause(cause);
        }
    }
}
