package dev.tamis.client;

import dev.tamis.common.contract.job.Job;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Reads server-sent events (HTML standard, section 9.2) as far as a gateway writes them: one `data` line an event.
final class JobEvents {

    private static final String DATA = "data:";

    private final BufferedReader lines;
    private final Function<String, Job> parser;

    JobEvents(InputStream stream, Function<String, Job> parser) {
        this.lines = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8));
        this.parser = parser;
    }

    /// The job of the next event, or null at the end of the stream.
    @Nullable
    Job next() throws IOException {
        String data = "";
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            if (line.startsWith(DATA)) {
                data = line.substring(DATA.length()).strip();
            } else if (line.isEmpty() && !data.isEmpty()) {
                return parser.apply(data);
            }
        }
        return null; // what comes without an empty line after it is broken off
    }
}
