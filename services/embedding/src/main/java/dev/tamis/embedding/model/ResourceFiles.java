package dev.tamis.embedding.model;

import java.io.IOException;
import java.io.InputStream;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.net.URL;
import java.net.URLConnection;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ReadableByteChannel;
import java.nio.file.NoSuchFileException;
import java.util.List;
import java.util.Optional;

/// A built-in model: its description is a resource of this service, the rest are resources of its Maven artifact,
/// which the description names from the root of the class path.
///
/// @param name of the model's folder in this service's resources
record ResourceFiles(String name) implements ModelFiles {

    @Override
    public InputStream open(String file) throws IOException {
        return url(file).openStream();
    }

    @Override
    public MemorySegment map(String file, Arena arena) throws IOException {
        URLConnection connection = url(file).openConnection();
        MemorySegment bytes = arena.allocate(connection.getContentLengthLong());
        ByteBuffer buffer = bytes.asByteBuffer();
        try (ReadableByteChannel channel = Channels.newChannel(connection.getInputStream())) {
            while (buffer.hasRemaining()) {
                if (channel.read(buffer) < 0) {
                    throw new IOException("resource %s ends after %d bytes".formatted(file, buffer.position()));
                }
            }
        }
        return bytes;
    }

    private URL url(String file) throws NoSuchFileException {
        String resource = file.equals(ModelYaml.FILE) ? "/models/" + name + "/" + file : file;
        URL url = ResourceFiles.class.getResource(resource);
        if (url == null) {
            throw new NoSuchFileException(resource);
        }
        return url;
    }

    @Override
    public List<String> names() {
        return List.of();
    }

    @Override
    public Optional<String> weightsFolder() {
        return Optional.empty();
    }
}
