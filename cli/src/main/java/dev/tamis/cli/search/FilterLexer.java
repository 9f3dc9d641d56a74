package dev.tamis.cli.search;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// Splits a filter expression into words, quoted strings and signs.
final class FilterLexer {

    private static final Set<String> TWO_CHARACTERS = Set.of("<=", ">=", "==", "!=");
    private static final String SIGNS = "=<>!(),";

    enum Kind {
        WORD,
        QUOTED,
        SIGN,
        END
    }

    /// @param text without its quotes
    /// @param column where it begins, from 0
    record Token(Kind kind, String text, int column) {

        boolean isSign(String sign) {
            return kind == Kind.SIGN && text.equals(sign);
        }

        boolean isWord(String word) {
            return kind == Kind.WORD && text.equalsIgnoreCase(word);
        }
    }

    private final String expression;
    private final List<Token> tokens = new ArrayList<>();
    private int at;

    private FilterLexer(String expression) {
        this.expression = expression;
    }

    /// The tokens of an expression, [Kind#END] last.
    static List<Token> tokens(String expression) {
        return new FilterLexer(expression).read();
    }

    private List<Token> read() {
        while (at < expression.length()) {
            char c = expression.charAt(at);
            if (Character.isWhitespace(c)) {
                at++;
            } else if (c == '"' || c == '\'') {
                readQuoted(c);
            } else if (SIGNS.indexOf(c) >= 0) {
                readSign();
            } else {
                readWord();
            }
        }
        tokens.add(new Token(Kind.END, "the end", expression.length()));
        return tokens;
    }

    private void readSign() {
        int end = at + 2 <= expression.length() && TWO_CHARACTERS.contains(expression.substring(at, at + 2))
                ? at + 2
                : at + 1;
        tokens.add(new Token(Kind.SIGN, expression.substring(at, end), at));
        at = end;
    }

    private void readWord() {
        int start = at;
        while (at < expression.length()
                && !Character.isWhitespace(expression.charAt(at))
                && SIGNS.indexOf(expression.charAt(at)) < 0
                && expression.charAt(at) != '"'
                && expression.charAt(at) != '\'') {
            at++;
        }
        tokens.add(new Token(Kind.WORD, expression.substring(start, at), start));
    }

    /// Within quotes a backslash takes the next character as it is.
    private void readQuoted(char quote) {
        int start = at;
        var text = new StringBuilder();
        for (at++; at < expression.length(); at++) {
            char c = expression.charAt(at);
            if (c == quote) {
                at++;
                tokens.add(new Token(Kind.QUOTED, text.toString(), start));
                return;
            }
            if (c == '\\' && at + 1 < expression.length()) {
                at++;
            }
            text.append(expression.charAt(at));
        }
        throw new FilterSyntaxException(expression, start, "this quote is never closed");
    }
}
