package dev.tamis.cli.stack;

import dev.tamis.cli.terminal.Console;
import dev.tamis.cli.terminal.Failure;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The command line that starts the stand-alone process.
final class LaunchCommand {

    static final String CLASS_PATH_PROPERTY = "tamis.standalone.classpath";
    static final String MAIN_CLASS = "dev.tamis.standalone.StandaloneApplication";
    private static final List<String> FLAGS = List.of(
            "-Xmx1536m",
            "-XX:+UseSerialGC",
            "--add-modules=jdk.incubator.vector",
            "--enable-native-access=ALL-UNNAMED",
            "-Dai.djl.offline=true");

    /// An archive of the loaded classes, written at the first stop, halves every later start. The JVM makes it anew
    /// when the class path changes, and can make none of classes outside of jars.
    private static final List<String> CLASS_ARCHIVE =
            List.of("-XX:+AutoCreateSharedArchive", "-Xlog:cds=off", "-Xlog:cds+dynamic=off", "-Xlog:aot=off");

    private static final Path SETSID = Path.of("/usr/bin/setsid");

    private LaunchCommand() {}

    /// @param port of the gateway; the process's default if null
    /// @param detached whether the process is to outlive this one's terminal
    /// @throws Failure if it is not known where the platform's classes are
    static List<String> of(Console console, Path data, @Nullable Integer port, boolean detached) {
        String classPath = System.getProperty(CLASS_PATH_PROPERTY);
        if (classPath == null) {
            throw Failure.failed("the platform can only be started through ./tamis, which knows where it is built");
        }
        var command = new ArrayList<String>();
        if (detached && Files.isExecutable(SETSID)) {
            command.add(SETSID.toString());
        }
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(FLAGS);
        if (Stream.of(classPath.split(File.pathSeparator, -1)).allMatch(entry -> entry.endsWith(".jar"))) {
            command.addAll(CLASS_ARCHIVE);
            command.add("-XX:SharedArchiveFile=" + data.resolve("classes.jsa"));
        }
        console.environment("TAMIS_JAVA_OPTS")
                .ifPresent(options -> command.addAll(List.of(options.strip().split("\\s+"))));
        command.addAll(List.of("-cp", classPath, MAIN_CLASS, "--data", data.toString()));
        if (port != null) {
            command.addAll(List.of("--port", port.toString()));
        }
        return command;
    }
}
