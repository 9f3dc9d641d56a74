package dev.tamis.retrieval.index.memory;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.roaringbitmap.RoaringBitmap;

/// The file that names a generation; see `docs/generation-file.md`.
///
/// It is replaced as a whole, so that a crash leaves either the generation before or the one after.
final class ManifestFile {

    private static final int HEADER = Preamble.BYTES + Long.BYTES + Integer.BYTES;
    private static final int ENTRY = Short.BYTES + 2 * Integer.BYTES;

    private ManifestFile() {}

    static void write(Path file, IndexIdentity identity, Manifest manifest) throws IOException {
        Path part = file.resolveSibling(file.getFileName() + Directories.UNFINISHED);
        try (FileChannel channel = FileChannel.open(
                part, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE)) {
            ByteBuffer bytes = encode(identity, manifest);
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(true);
        }
        Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
        Directories.force(file);
    }

    /// @throws RefusedFileException if it is damaged, of another version, or of another index
    static Manifest read(Path file, IndexIdentity expected) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
        Preamble.MANIFEST.check(file, bytes);
        int end = bytes.limit() - Integer.BYTES;
        if (end < HEADER) {
            throw new RefusedFileException(file, "is truncated: it has only %d bytes".formatted(bytes.limit()));
        }
        if (Checksums.of(bytes.slice(0, end)) != bytes.getInt(end)) {
            throw new RefusedFileException(file, "is damaged or truncated: its checksum is wrong");
        }
        Preamble.checkIdentity(file, bytes, expected);
        try {
            return decode(bytes.position(Preamble.BYTES));
        } catch (IOException | RuntimeException e) {
            throw new RefusedFileException(file, "does not follow its format: " + e);
        }
    }

    private static ByteBuffer encode(IndexIdentity identity, Manifest manifest) {
        int size = HEADER + Integer.BYTES;
        for (Manifest.Entry entry : manifest.segments()) {
            size += ENTRY
                    + entry.file().getBytes(StandardCharsets.UTF_8).length
                    + entry.dead().serializedSizeInBytes();
        }
        ByteBuffer bytes = ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
        Preamble.MANIFEST.write(bytes, identity);
        bytes.putLong(manifest.change()).putInt(manifest.segments().size());
        for (Manifest.Entry entry : manifest.segments()) {
            byte[] name = entry.file().getBytes(StandardCharsets.UTF_8);
            bytes.putShort((short) name.length).put(name).putInt(entry.count());
            bytes.putInt(entry.dead().serializedSizeInBytes());
            entry.dead().serialize(bytes);
        }
        return bytes.putInt(Checksums.of(bytes.slice(0, bytes.position()))).flip();
    }

    private static Manifest decode(ByteBuffer bytes) throws IOException {
        long change = bytes.getLong();
        int segments = bytes.getInt();
        List<Manifest.Entry> entries = new ArrayList<>(segments);
        for (int i = 0; i < segments; i++) {
            byte[] name = new byte[Short.toUnsignedInt(bytes.getShort())];
            bytes.get(name);
            int count = bytes.getInt();
            int deadBytes = bytes.getInt();
            var dead = new RoaringBitmap();
            dead.deserialize(bytes.slice(bytes.position(), deadBytes).order(ByteOrder.LITTLE_ENDIAN));
            bytes.position(bytes.position() + deadBytes);
            entries.add(new Manifest.Entry(new String(name, StandardCharsets.UTF_8), count, dead));
        }
        return new Manifest(change, entries);
    }
}
