package dev.tamis.embedding.model;

import java.io.IOException;
import java.io.InputStream;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.Optional;

/// Where the files of a model are.
sealed interface ModelFiles permits FolderFiles, ResourceFiles {

    /// Opens a file to be read once.
    ///
    /// @throws java.nio.file.NoSuchFileException if there is none of this name
    InputStream open(String name) throws IOException;

    /// The bytes of a file, outside of the heap, for as long as the arena lives.
    ///
    /// @throws java.nio.file.NoSuchFileException if there is none of this name
    MemorySegment map(String name, Arena arena) throws IOException;

    /// What there is, by name.
    List<String> names() throws IOException;

    /// The folder on disk in which an ONNX file may keep its weights beside itself.
    Optional<String> weightsFolder();
}
