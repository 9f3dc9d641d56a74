package dev.tamis.cli.connection;

import dev.tamis.cli.terminal.Console;
import dev.tamis.cli.terminal.Failure;
import dev.tamis.client.TamisClient;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// Which gateway a command talks to: the one named by `--url`, else the stand-alone platform that runs here.
public final class ConnectionOptions {

    @Option(
            names = "--url",
            paramLabel = "URL",
            description = "Gateway to talk to (or TAMIS_URL; default: the stand-alone platform running here).")
    private @Nullable String url;

    @Option(
            names = "--key",
            paramLabel = "KEY",
            description = "API key (or TAMIS_KEY; default: the admin key of the stand-alone platform).")
    private @Nullable String key;

    @Mixin
    private final DataOption data;

    private final Console console;

    public ConnectionOptions(Console console) {
        this.console = console;
        this.data = new DataOption(console);
    }

    public DataOption data() {
        return data;
    }

    /// Whether a gateway is named, so that it need not run here.
    public boolean isNamed() {
        return url().isPresent();
    }

    /// A client of the gateway.
    ///
    /// @throws Failure if none is named and none runs here
    public TamisClient client() {
        return target().client();
    }

    /// The gateway and the key for it.
    ///
    /// @throws Failure if none is named and none runs here
    public Target target() {
        Optional<String> named = url();
        if (named.isPresent()) {
            return new Target(address(named.get()), key().orElse(null));
        }
        RunFile running = RunFile.ofRunning(data.folder())
                .orElseThrow(() -> Failure.notRunning(
                        "Tamis is not running here: start it with ./tamis up%s, or name one with --url"
                                .formatted(data.again())));
        return new Target(running.url(), key().orElseGet(() -> adminKey(data.folder())));
    }

    /// The key that the stand-alone platform keeps in its folder.
    public static String adminKey(Path folder) {
        Path file = folder.resolve("admin.key");
        try {
            return Files.readString(file).strip();
        } catch (IOException unreadable) {
            throw Failure.failed("the admin key cannot be read from %s; name a key with --key".formatted(file));
        }
    }

    private Optional<String> url() {
        return Optional.ofNullable(url).or(() -> console.environment("TAMIS_URL"));
    }

    private Optional<String> key() {
        return Optional.ofNullable(key).or(() -> console.environment("TAMIS_KEY"));
    }

    private static URI address(String text) {
        try {
            URI address = URI.create(text);
            TamisClient.builder(address);
            return address;
        } catch (IllegalArgumentException wrong) {
            throw Failure.usage(
                    "--url: the address of a gateway looks like http://localhost:8080, not '%s'".formatted(text));
        }
    }
}
