package dev.tamis.common.model;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/// Reads the header of a safetensors file: just the JSON that the format allows, so that no library is needed and
/// a name that comes twice is noticed.
final class HeaderParser {

    /// The one member that is no tensor: an object of strings.
    static final String METADATA = "__metadata__";

    private final String json;
    private int at;

    private HeaderParser(String json) {
        this.json = json;
    }

    /// The entries in their order.
    ///
    /// @throws ArtifactRefusedException if the header is not what the format says
    static List<TensorEntry> parse(String json) {
        return new HeaderParser(json).header();
    }

    private List<TensorEntry> header() {
        if (!json.startsWith("{")) {
            throw refused("it does not begin with '{'");
        }
        var entries = new LinkedHashMap<String, TensorEntry>();
        object(name -> {
            if (name.equals(METADATA)) {
                object(key -> string());
            } else if (entries.put(name, entry(name)) != null) {
                throw refused("tensor '" + name + "' is there twice");
            }
        });
        skipSpaces();
        if (at < json.length()) {
            throw refused("something follows its object");
        }
        return List.copyOf(entries.values());
    }

    private TensorEntry entry(String tensor) {
        var dtype = new ArrayList<String>();
        Map<String, List<Long>> numbers = new HashMap<>();
        object(name -> {
            switch (name) {
                case "dtype" -> dtype.add(string());
                case "shape", "data_offsets" -> numbers.put(name, numbers());
                default -> throw refused("tensor '%s' has an unknown member '%s'".formatted(tensor, name));
            }
        });
        List<Long> shape = numbers.get("shape");
        List<Long> offsets = numbers.get("data_offsets");
        if (dtype.size() != 1 || shape == null || offsets == null) {
            throw refused("tensor '%s' needs one each of dtype, shape and data_offsets".formatted(tensor));
        }
        return TensorEntry.of(tensor, dtype.getFirst(), shape, offsets);
    }

    /// Reads an object; `member` is called after each name and reads its value.
    private void object(Consumer<String> member) {
        expect('{');
        if (!skip('}')) {
            do {
                String name = string();
                expect(':');
                member.accept(name);
            } while (skip(','));
            expect('}');
        }
    }

    private List<Long> numbers() {
        var numbers = new ArrayList<Long>();
        expect('[');
        if (!skip(']')) {
            do {
                numbers.add(number());
            } while (skip(','));
            expect(']');
        }
        return numbers;
    }

    private long number() {
        skipSpaces();
        int start = at;
        while (at < json.length() && json.charAt(at) >= '0' && json.charAt(at) <= '9') {
            at++;
        }
        int digits = at - start;
        if (digits == 0 || digits > 18) {
            throw refused("a whole number of at most 18 digits is missing");
        }
        return Long.parseLong(json, start, at, 10);
    }

    private String string() {
        expect('"');
        var text = new StringBuilder();
        for (char c = next(); c != '"'; c = next()) {
            if (c < ' ') {
                throw refused("a string has a control character");
            }
            text.append(c == '\\' ? escaped() : c);
        }
        return text.toString();
    }

    private char escaped() {
        char c = next();
        return switch (c) {
            case '"', '\\', '/' -> c;
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'u' -> (char) (hexDigit() << 12 | hexDigit() << 8 | hexDigit() << 4 | hexDigit());
            default -> throw refused("a string has an unknown escape");
        };
    }

    private int hexDigit() {
        int digit = Character.digit(next(), 16);
        if (digit < 0) {
            throw refused("an escape needs four hexadecimal digits");
        }
        return digit;
    }

    private char next() {
        if (at == json.length()) {
            throw refused("it ends too early");
        }
        return json.charAt(at++);
    }

    private void expect(char c) {
        if (!skip(c)) {
            throw refused("expected '" + c + "'");
        }
    }

    private boolean skip(char c) {
        skipSpaces();
        if (at < json.length() && json.charAt(at) == c) {
            at++;
            return true;
        }
        return false;
    }

    private void skipSpaces() {
        while (at < json.length() && " \t\r\n".indexOf(json.charAt(at)) >= 0) {
            at++;
        }
    }

    private ArtifactRefusedException refused(String what) {
        return new ArtifactRefusedException("the header cannot be read at character %d: %s".formatted(at, what));
    }
}
