package dev.tamis.standalone;

import java.nio.file.Path;

/// Where the platform keeps its data and listens.
///
/// @param data folder of the database, the indexes, the admin key and the run file
/// @param port of the gateway, 1 to 65,531; embedding, retrieval, ranking and training take the next four
public record StandaloneOptions(Path data, int port) {

    static final int DEFAULT_PORT = 8080;

    public StandaloneOptions {
        if (port < 1 || port > 65_531) {
            throw new StartRefused("--port must be 1 to 65531 (five ports in a row are used), not " + port);
        }
        data = data.toAbsolutePath().normalize();
    }

    static StandaloneOptions parse(String[] args) {
        Path data = Path.of(System.getProperty("user.home"), ".tamis");
        int port = DEFAULT_PORT;
        for (int i = 0; i < args.length; i += 2) {
            if (i + 1 == args.length) {
                throw new StartRefused(args[i] + " needs a value");
            }
            switch (args[i]) {
                case "--data" -> data = Path.of(args[i + 1]);
                case "--port" -> port = number(args[i + 1]);
                default -> throw new StartRefused("unknown option " + args[i] + "; there are --data DIR and --port N");
            }
        }
        return new StandaloneOptions(data, port);
    }

    private static int number(String text) {
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException noNumber) {
            throw new StartRefused("--port must be a number, not '" + text + "'");
        }
    }
}
