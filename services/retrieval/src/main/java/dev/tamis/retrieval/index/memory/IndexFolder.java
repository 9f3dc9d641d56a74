package dev.tamis.retrieval.index.memory;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The folder of one index: its segment files, and the manifest that says which of them count.
///
/// One process at a time uses a folder. Files that no manifest names are deleted when it is opened.
final class IndexFolder implements Closeable {

    private static final Logger log = LoggerFactory.getLogger(IndexFolder.class);
    private static final String MANIFEST = "generation";
    private static final String OURS = "{" + MANIFEST + Directories.UNFINISHED + ",segment-*}";

    private final Path folder;
    private final IndexIdentity identity;
    private final FolderLock lock;
    private final boolean durable;
    private Manifest manifest = Manifest.EMPTY;
    private List<SegmentFile> segments = List.of();

    private IndexFolder(Path folder, IndexIdentity identity, FolderLock lock, boolean durable) {
        this.durable = durable;
        this.folder = folder;
        this.identity = identity;
        this.lock = lock;
    }

    /// Locks a folder, which is made if need be, and opens what it holds.
    ///
    /// Where the manifest or a segment of it is refused, that is logged and the folder is emptied.
    ///
    /// @throws FileSystemException with its reason, if the folder is in use
    static IndexFolder open(Path folder, IndexIdentity identity) throws IOException {
        Files.createDirectories(folder);
        FolderLock lock = FolderLock.take(folder);
        try {
            var opened = new IndexFolder(folder, identity, lock, true);
            opened.load();
            return opened;
        } catch (IOException | RuntimeException e) {
            lock.close();
            throw e;
        }
    }

    /// Deletes a folder, unless it is in use.
    static void deleteUnused(Path folder) throws IOException {
        FolderLock lock;
        try {
            lock = FolderLock.take(folder);
        } catch (FileSystemException inUse) {
            return;
        }
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
            for (Path file : files) {
                Files.deleteIfExists(file);
            }
            Files.deleteIfExists(folder);
        } finally {
            lock.close();
        }
    }

    /// Makes an empty folder that is gone when it is closed; its segments have no name once they are mapped.
    static IndexFolder temporary(IndexIdentity identity) throws IOException {
        Path folder = Files.createTempDirectory("tamis-index-");
        return new IndexFolder(folder, identity, FolderLock.take(folder), false);
    }

    /// The generation that was published last.
    synchronized Manifest manifest() {
        return manifest;
    }

    /// The segments that were there when the folder was opened, in the manifest's order, without those that were
    /// dropped since: what is listed here stays mapped.
    synchronized List<SegmentFile> segments() {
        return segments;
    }

    /// Begins a segment with a name that was never used before.
    ///
    /// @param count of ordinals, holes among them
    /// @param items that have an ordinal
    SegmentWriter newSegment(int count, int items) throws IOException {
        Path file = folder.resolve("segment-" + UUID.randomUUID());
        return new SegmentWriter(file, new SegmentHeader(identity, count, items), durable);
    }

    /// Makes a generation the one to start from, and deletes the segments that it no longer needs.
    synchronized void publish(Manifest next) throws IOException {
        if (durable) {
            ManifestFile.write(folder.resolve(MANIFEST), identity, next);
        }
        Set<String> named = names(next);
        for (String name : names(manifest)) {
            if (!named.contains(name)) {
                discard(folder.resolve(name));
            }
        }
        manifest = next;
        segments = segments.stream()
                .filter(segment -> named.contains(segment.file().getFileName().toString()))
                .toList();
    }

    /// Forgets everything: all files are deleted, and the next change is the first.
    ///
    /// No segment may be in the making: its file would be deleted too.
    synchronized void clear() throws IOException {
        Files.deleteIfExists(folder.resolve(MANIFEST));
        manifest = Manifest.EMPTY;
        segments = List.of();
        sweep();
    }

    /// Lets others use the folder. Open segments stay readable.
    @Override
    public synchronized void close() throws IOException {
        if (!durable && Files.exists(folder)) {
            sweep();
            Files.deleteIfExists(folder.resolve(FolderLock.NAME));
            Files.deleteIfExists(folder);
        }
        lock.close();
    }

    private void load() throws IOException {
        Path file = folder.resolve(MANIFEST);
        try {
            if (Files.exists(file)) {
                Manifest found = ManifestFile.read(file, identity);
                segments = open(found);
                manifest = found;
            }
            sweep();
        } catch (RefusedFileException e) {
            log.atWarn()
                    .addKeyValue("collectionId", identity.collectionId())
                    .addKeyValue("folder", folder)
                    .addKeyValue("reason", e.getMessage())
                    .log("index files refused, reading the collection again");
            clear();
        }
    }

    private List<SegmentFile> open(Manifest found) throws IOException {
        var files = new ArrayList<SegmentFile>();
        for (Manifest.Entry entry : found.segments()) {
            SegmentFile file = SegmentFile.open(folder.resolve(entry.file()), identity);
            if (file.header().count() != entry.count()) {
                throw new RefusedFileException(
                        file.file(),
                        "has %d ordinals, its manifest says %d"
                                .formatted(file.header().count(), entry.count()));
            }
            files.add(file);
        }
        return List.copyOf(files);
    }

    private void sweep() throws IOException {
        Set<String> named = names(manifest);
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, OURS)) {
            for (Path file : files) {
                if (!named.contains(file.getFileName().toString())) {
                    discard(file);
                }
            }
        }
    }

    private static void discard(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            // Windows keeps what is mapped; it is in nobody's way, and tried again at the next opening.
            log.atDebug().addKeyValue("file", file).setCause(e).log("index file not deleted");
        }
    }

    private static Set<String> names(Manifest manifest) {
        var names = new HashSet<String>();
        manifest.segments().forEach(entry -> names.add(entry.file()));
        return names;
    }
}
