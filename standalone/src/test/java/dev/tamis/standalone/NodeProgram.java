package dev.tamis.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/// A program for Node.js with the packages of its lock file, put together in the build's folder.
///
/// Where Node.js or the packages cannot be had, its test is skipped, unless `-Dtamis.test.node=required` is given.
final class NodeProgram {

    private static final Path SOURCE = Path.of("src", "test", "node");
    private static final Path FOLDER = Path.of("target", "node");
    private static final boolean REQUIRED = "required".equals(System.getProperty("tamis.test.node"));

    private NodeProgram() {}

    /// Installs the packages if they are not there yet.
    static void install() throws IOException {
        Files.createDirectories(FOLDER);
        for (String file : List.of("package.json", "package-lock.json", "embeddings.mjs")) {
            Files.copy(SOURCE.resolve(file), FOLDER.resolve(file), StandardCopyOption.REPLACE_EXISTING);
        }
        need(succeeds(List.of("node", "--version")), "there is no Node.js (command node)");
        need(
                succeeds(List.of("npm", "ci", "--no-audit", "--no-fund", "--prefer-offline")),
                "npm could not install the packages of " + SOURCE + "; see " + FOLDER.resolve("output.txt"));
    }

    private static void need(boolean there, String otherwise) {
        if (REQUIRED) {
            assertThat(there).as(otherwise).isTrue();
        }
        assumeTrue(there, otherwise);
    }

    /// Runs a program of the folder to its end, and returns what it printed.
    static String run(String program, Map<String, String> environment) throws IOException {
        var builder = new ProcessBuilder("node", program);
        builder.environment().putAll(environment);
        assertThat(exitCode(builder)).as(output()).isZero();
        return output();
    }

    private static boolean succeeds(List<String> command) {
        try {
            return exitCode(new ProcessBuilder(command)) == 0;
        } catch (IOException absent) {
            return false;
        }
    }

    private static int exitCode(ProcessBuilder builder) throws IOException {
        Process process = builder.directory(FOLDER.toFile())
                .redirectErrorStream(true)
                .redirectOutput(FOLDER.resolve("output.txt").toFile())
                .start();
        try {
            if (!process.waitFor(5, TimeUnit.MINUTES)) {
                process.destroyForcibly();
                return -1;
            }
            return process.exitValue();
        } catch (InterruptedException stopped) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
            return -1;
        }
    }

    private static String output() {
        try {
            return Files.readString(FOLDER.resolve("output.txt"));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
