package dev.tamis.standalone;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/// The folder that a stand-alone platform keeps its data in, held by one process at a time.
final class DataFolder implements AutoCloseable {

    private final Path path;
    private final FileChannel channel;
    private final FileLock lock;

    private DataFolder(Path path, FileChannel channel, FileLock lock) {
        this.path = path;
        this.channel = channel;
        this.lock = lock;
    }

    /// Takes the folder, which is made if there is none.
    ///
    /// @throws StartRefused if another process holds it or it cannot be written
    static DataFolder take(Path path) {
        try {
            Files.createDirectories(path);
            Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwx------"));
            FileChannel channel =
                    FileChannel.open(path.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            FileLock lock = tryLock(channel);
            if (lock == null) {
                channel.close();
                throw new StartRefused(
                        "the data folder %s is in use by another Tamis: stop it with ./tamis down --data %s, or name another with --data DIR"
                                .formatted(path, path));
            }
            return new DataFolder(path, channel, lock);
        } catch (IOException failed) {
            throw new StartRefused("the data folder %s cannot be used: %s".formatted(path, failed));
        }
    }

    private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException heldByThisProcess) {
            return null;
        }
    }

    Path resolve(String name) {
        return path.resolve(name);
    }

    /// The admin key, made at the first start; its file is readable by its owner alone.
    String adminKey() {
        Path file = resolve("admin.key");
        try {
            if (Files.exists(file)) {
                return Files.readString(file).strip();
            }
            byte[] random = new byte[32];
            new SecureRandom().nextBytes(random);
            String key = "tamis_" + Base64.getUrlEncoder().withoutPadding().encodeToString(random);
            writeAtomically(file, key + "\n");
            return key;
        } catch (IOException failed) {
            throw new UncheckedIOException("the admin key cannot be kept in " + file, failed);
        }
    }

    /// Writes a file that its readers find whole or not at all, readable by its owner alone.
    void writeAtomically(Path file, String content) throws IOException {
        Path part = file.resolveSibling(file.getFileName() + ".part");
        Files.deleteIfExists(part);
        Files.createFile(part, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(part, content);
        Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    @Override
    public void close() {
        try {
            lock.release();
            channel.close();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
