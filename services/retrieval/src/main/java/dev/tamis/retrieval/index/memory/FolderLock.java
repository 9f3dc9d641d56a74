package dev.tamis.retrieval.index.memory;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// The right to use a folder, held by one owner in one process; it ends with the process.
final class FolderLock implements Closeable {

    /// The file that is locked; it holds nothing and is never deleted from a folder that stays.
    static final String NAME = "lock";

    /// Folders that this process holds. Asking the file system would not do: on POSIX systems, opening the lock
    /// file a second time and closing it lets go of the lock for the whole process.
    private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

    private final Path folder;
    private final FileChannel channel;

    private FolderLock(Path folder, FileChannel channel) {
        this.folder = folder;
        this.channel = channel;
    }

    /// @throws FileSystemException with its reason, if the folder is in use
    static FolderLock take(Path folder) throws IOException {
        Path real = folder.toRealPath();
        if (!HELD.add(real)) {
            throw new FileSystemException(folder.toString(), null, "another index of this process uses this folder");
        }
        try {
            FileChannel channel =
                    FileChannel.open(real.resolve(NAME), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (channel.tryLock() == null) {
                channel.close();
                throw new FileSystemException(folder.toString(), null, "another process uses this folder");
            }
            return new FolderLock(real, channel);
        } catch (IOException | RuntimeException e) {
            HELD.remove(real);
            throw e;
        }
    }

    @Override
    public void close() throws IOException {
        if (channel.isOpen()) {
            channel.close();
            HELD.remove(folder);
        }
    }
}
