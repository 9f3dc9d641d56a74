package dev.tamis.cli.terminal;

import tools.jackson.databind.json.JsonMapper;

/// JSON that commands read and print.
public final class Json {

    private static final JsonMapper MAPPER = JsonMapper.shared();

    private Json() {}

    /// Reads files; unknown properties are ignored.
    public static JsonMapper mapper() {
        return MAPPER;
    }

    /// A value as one indented object.
    public static String pretty(Object value) {
        return MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(value);
    }

    /// A value as one line.
    public static String text(Object value) {
        return MAPPER.writeValueAsString(value);
    }

    /// The same in UTF-8.
    public static byte[] line(Object value) {
        return MAPPER.writeValueAsBytes(value);
    }
}
