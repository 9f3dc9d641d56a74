package dev.tamis.cli.search;

import dev.tamis.cli.search.FilterLexer.Kind;
import dev.tamis.cli.search.FilterLexer.Token;
import dev.tamis.common.contract.Filter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Reads filter expressions such as `brand = "Acme" and price >= 10 and price < 50 and colour in (red, blue)`.
///
/// ```
/// expression = condition { "and" condition }
/// condition  = name ( "=" | "<" | "<=" | ">" | ">=" ) value
///            | name "in" "(" value { "," value } ")"
/// ```
///
/// Names and values are words, or quoted with `"` or `'`. A word that looks like a number is one, `true` and
/// `false` are booleans, and what is quoted is a string.
final class FilterParser {

    private static final Pattern NUMBER = Pattern.compile("[+-]?([0-9]+([.][0-9]*)?|[.][0-9]+)([eE][+-]?[0-9]+)?");

    private final String expression;
    private final List<Token> tokens;
    private final List<Filter> conditions = new ArrayList<>();
    /// Bounds so far, by attribute.
    private final Map<String, Bounds> bounds = new LinkedHashMap<>();
    private int at;

    private FilterParser(String expression) {
        this.expression = expression;
        this.tokens = FilterLexer.tokens(expression);
    }

    /// @throws FilterSyntaxException showing what is wrong where
    static Filter parse(String expression) {
        return new FilterParser(expression).read();
    }

    private Filter read() {
        condition();
        while (token().kind() != Kind.END) {
            if (token().isWord("or")) {
                throw error("'or' is not understood; for several values of one attribute write name in (a, b)");
            }
            if (!token().isWord("and")) {
                throw error("expected 'and' or the end");
            }
            at++;
            condition();
        }
        bounds.forEach((attribute, each) -> conditions.add(each.toRange(attribute)));
        return conditions.size() == 1 ? conditions.getFirst() : new Filter.All(conditions);
    }

    private void condition() {
        Token name = token();
        if (name.isWord("not")) {
            throw error("'not' is not understood; conditions can only be required");
        }
        if (name.kind() != Kind.WORD && name.kind() != Kind.QUOTED) {
            throw error("expected the name of an attribute");
        }
        at++;
        Token operator = token();
        at++;
        if (operator.isWord("in")) {
            conditions.add(new Filter.In(name.text(), values()));
            return;
        }
        switch (operator.kind() == Kind.SIGN ? operator.text() : "") {
            case "=", "==" -> conditions.add(new Filter.Equal(name.text(), value()));
            case ">", ">=", "<", "<=" -> bound(name.text(), operator.text(), order());
            case "!=" -> throw error(operator, "'!=' is not understood; conditions can only be required");
            default -> throw error(operator, "expected =, <, <=, >, >= or in");
        }
    }

    private List<Object> values() {
        expect("(", "expected '(' after in");
        var values = new ArrayList<Object>();
        values.add(value());
        while (token().isSign(",")) {
            at++;
            values.add(value());
        }
        expect(")", "expected ',' or ')'");
        return values;
    }

    private void expect(String sign, String problem) {
        if (!token().isSign(sign)) {
            throw error(problem);
        }
        at++;
    }

    private Object order() {
        Token token = token();
        Object value = value();
        if (value instanceof Boolean) {
            throw error(token, "true and false have no order; use =");
        }
        return value;
    }

    private Object value() {
        Token token = token();
        if (token.isWord("and")) {
            throw error("expected a value; quote 'and' to mean the word");
        }
        Object value = switch (token.kind()) {
            case QUOTED -> token.text();
            case WORD -> typed(token.text());
            case SIGN, END -> throw error("expected a value");
        };
        at++;
        return value;
    }

    private static Object typed(String word) {
        return switch (word) {
            case "true" -> true;
            case "false" -> false;
            default -> NUMBER.matcher(word).matches() ? (Object) Double.valueOf(word) : word;
        };
    }

    /// Bounds on one attribute become one range, so that of several values one must lie within both.
    private void bound(String attribute, String operator, Object value) {
        Bounds known = bounds.computeIfAbsent(attribute, each -> new Bounds());
        if (known.values.putIfAbsent(operator, value) != null) {
            var other = new Bounds();
            other.values.put(operator, value);
            conditions.add(other.toRange(attribute));
        }
    }

    private Token token() {
        return tokens.get(at);
    }

    private FilterSyntaxException error(String problem) {
        return error(token(), problem);
    }

    private FilterSyntaxException error(Token token, String problem) {
        return new FilterSyntaxException(expression, token.column(), problem);
    }

    /// Values by operator.
    private static final class Bounds {

        private final Map<String, Object> values = new LinkedHashMap<>();

        Filter toRange(String attribute) {
            return new Filter.Range(attribute, of(">"), of(">="), of("<"), of("<="));
        }

        private @Nullable Object of(String operator) {
            return values.get(operator);
        }
    }
}
