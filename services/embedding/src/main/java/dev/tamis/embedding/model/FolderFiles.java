package dev.tamis.embedding.model;

import java.io.IOException;
import java.io.InputStream;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// A model in a folder of its own.
record FolderFiles(Path folder) implements ModelFiles {

    @Override
    public InputStream open(String name) throws IOException {
        return Files.newInputStream(file(name));
    }

    @Override
    public MemorySegment map(String name, Arena arena) throws IOException {
        try (FileChannel channel = FileChannel.open(file(name))) {
            return channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size(), arena);
        }
    }

    private Path file(String name) throws NoSuchFileException {
        Path file = folder.resolve(name);
        if (!Files.isRegularFile(file)) {
            throw new NoSuchFileException(name);
        }
        return file;
    }

    @Override
    public List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName() + (Files.isDirectory(file) ? "/" : ""))
                    .sorted()
                    .toList();
        }
    }

    @Override
    public Optional<String> weightsFolder() {
        return Optional.of(folder.toAbsolutePath().toString());
    }
}
