package dev.tamis.retrieval.index.memory;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/// What it takes for a renamed file to outlast a power failure.
final class Directories {

    /// Ends the names of files that are being written.
    static final String UNFINISHED = ".part";

    private Directories() {}

    /// Writes the names in a file's folder to the disk.
    static void force(Path file) throws IOException {
        Path folder = file.toAbsolutePath().getParent();
        if (folder == null || System.getProperty("os.name").startsWith("Windows")) {
            return; // Windows neither needs it nor lets a folder be opened.
        }
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }
}
