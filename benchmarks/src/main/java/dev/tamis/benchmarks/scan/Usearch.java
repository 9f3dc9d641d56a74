package dev.tamis.benchmarks.scan;

import java.io.BufferedOutputStream;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/// usearch's exact search over the same codes, one thread, in a process of its own: compiled by `g++` from the sources
/// in its npm package (`npm i usearch`), because the package's JavaScript interface refuses bit vectors.
final class Usearch implements AutoCloseable {

    private final Process process;
    private final BufferedWriter requests;
    private final BufferedReader answers;
    private final Path folder;

    private Usearch(Process process, Path folder) {
        this.process = process;
        this.folder = folder;
        requests = process.outputWriter();
        answers = process.inputReader();
    }

    /// Starts it.
    ///
    /// @param nodeModules the folder that npm installed into
    /// @throws IOException saying why it cannot be measured here
    static Usearch start(Path nodeModules, Codes codes) throws IOException {
        Path source = nodeModules.resolve("usearch");
        if (!Files.isDirectory(source.resolve("include"))) {
            throw new IOException("no usearch in %s (npm i usearch, then --node-modules DIR)".formatted(nodeModules));
        }
        Path folder = Files.createTempDirectory("tamis-usearch");
        try {
            write(folder.resolve("codes"), codes, codes.count());
            Path program = compile(source, folder);
            Path query = folder.resolve("query");
            ByteBuffer bytes = ByteBuffer.allocate(codes.d() / 8).order(ByteOrder.LITTLE_ENDIAN);
            for (long word : codes.queryBits(0)) {
                bytes.putLong(word);
            }
            Files.write(query, Objects.requireNonNull(bytes.array()));
            Process process = new ProcessBuilder(
                            program.toString(),
                            folder.resolve("codes").toString(),
                            Integer.toString(codes.d()),
                            Integer.toString(codes.count()),
                            query.toString())
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            return new Usearch(process, folder);
        } catch (IOException failed) {
            delete(folder);
            throw failed;
        }
    }

    private static void write(Path file, Codes codes, int count) throws IOException {
        long[] code = new long[codes.words()];
        byte[] bytes = new byte[codes.d() / 8];
        var buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asLongBuffer();
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file), 1 << 20)) {
            for (int ordinal = 0; ordinal < count; ordinal++) {
                codes.read(ordinal, 0, code);
                buffer.put(0, code);
                out.write(bytes);
            }
        }
    }

    private static Path compile(Path source, Path folder) throws IOException {
        Path main = folder.resolve("usearch.cpp");
        try (InputStream in = Usearch.class.getResourceAsStream("usearch.cpp")) {
            Files.copy(Objects.requireNonNull(in), main, StandardCopyOption.REPLACE_EXISTING);
        }
        Path program = folder.resolve("usearch");
        List<String> command = new ArrayList<>(List.of("g++", "-O3", "-march=native", "-std=c++17", "-w"));
        if (System.getProperty("os.arch").equals("amd64")) {
            // Compilers before 13 have the processor's bfloat16 but no type for it in C++.
            command.add("-mno-avx512bf16");
        }
        command.addAll(List.of(
                "-DUSEARCH_USE_NUMKONG=0",
                "-I" + source.resolve("include"),
                "-I" + source.resolve("numkong/include"),
                main.toString(),
                "-o",
                program.toString()));
        Process compiler = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        if (compiler.onExit().join().exitValue() != 0) {
            throw new IOException("g++ did not compile usearch's exact search");
        }
        return program;
    }

    /// Seconds of the median pass.
    double seconds(int passes) throws IOException {
        requests.write(passes + "\n");
        requests.flush();
        String answer = answers.readLine();
        if (answer == null) {
            throw new IOException("usearch's process ended");
        }
        return Double.parseDouble(answer);
    }

    @Override
    public void close() throws IOException {
        requests.close();
        process.onExit().join();
        delete(folder);
    }

    private static void delete(Path folder) throws IOException {
        try (var files = Files.list(folder)) {
            for (Path each : files.toList()) {
                Files.delete(each);
            }
        }
        Files.delete(folder);
    }
}
