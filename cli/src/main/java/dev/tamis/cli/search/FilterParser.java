package dev.tamis.cli.search;

import dev.tamis.cli.search.FilterLexer.Kind;
import dev.tamis.cli.search.FilterLexer.Token;
import dev.tamis.common.contract.Filter;
import dev.tamis.common.contract.GeoPoint;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Reads filter expressions such as `brand = "Acme" and price >= 10 and price < 50 and colour in (red, blue)`.
///
/// ```
/// expression  = conjunction { "or" conjunction }
/// conjunction = condition { "and" condition }
/// condition   = "not" condition
///             | "(" expression ")"
///             | name ( "=" | "!=" | "<" | "<=" | ">" | ">=" ) value
///             | name [ "not" ] "in" "(" value { "," value } ")"
///             | name [ "not" ] "exists"
///             | name [ "not" ] "prefix" text
///             | name [ "not" ] "near" latitude "," longitude "within" distance
/// ```
///
/// Names and values are words, or quoted with `"` or `'`. A word that looks like a number is one, `true` and
/// `false` are booleans, and what is quoted is a string. Distances are in metres, or in km if they say so.
final class FilterParser {

    private static final Pattern NUMBER = Pattern.compile("[+-]?([0-9]+([.][0-9]*)?|[.][0-9]+)([eE][+-]?[0-9]+)?");
    private static final Pattern DISTANCE = Pattern.compile("([0-9]+(?:[.][0-9]*)?|[.][0-9]+)(m|km)?");
    private static final String OPERATORS = "expected =, !=, <, <=, >, >=, in, exists, prefix or near";

    private final String expression;
    private final List<Token> tokens;
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
        Filter filter = expression();
        if (token().kind() != Kind.END) {
            throw error("expected 'and', 'or' or the end");
        }
        return filter;
    }

    private Filter expression() {
        var some = new ArrayList<Filter>();
        some.add(conjunction());
        while (token().isWord("or")) {
            at++;
            some.add(conjunction());
        }
        return some.size() == 1 ? some.getFirst() : new Filter.Any(some);
    }

    private Filter conjunction() {
        var every = new Conjunction();
        conjunct(every);
        while (token().isWord("and")) {
            at++;
            conjunct(every);
        }
        return every.toFilter();
    }

    /// Only bounds that stand for themselves are joined: brackets keep them apart.
    private void conjunct(Conjunction every) {
        boolean bracket = token().isSign("(");
        Filter condition = condition();
        if (condition instanceof Filter.Range range && !bracket) {
            every.addBound(range);
        } else {
            every.add(condition);
        }
    }

    private Filter condition() {
        if (token().isWord("not")) {
            at++;
            return new Filter.Not(condition());
        }
        if (token().isSign("(")) {
            at++;
            Filter inner = expression();
            expect(")", "expected 'and', 'or' or ')'");
            return inner;
        }
        Token name = token();
        if ((name.kind() != Kind.WORD && name.kind() != Kind.QUOTED) || isJoint(name)) {
            throw error("expected the name of an attribute");
        }
        at++;
        return token().kind() == Kind.SIGN ? comparison(name.text()) : test(name.text());
    }

    private Filter comparison(String name) {
        Token operator = token();
        at++;
        return switch (operator.text()) {
            case "=", "==" -> new Filter.Equal(name, value());
            case "!=" -> new Filter.Not(new Filter.Equal(name, value()));
            case ">" -> new Filter.Range(name, order(), null, null, null);
            case ">=" -> new Filter.Range(name, null, order(), null, null);
            case "<" -> new Filter.Range(name, null, null, order(), null);
            case "<=" -> new Filter.Range(name, null, null, null, order());
            default -> throw error(operator, OPERATORS);
        };
    }

    private Filter test(String name) {
        boolean not = token().isWord("not");
        at += not ? 1 : 0;
        Token operator = token();
        at++;
        if (operator.isWord("exists")) {
            return new Filter.Exists(name, !not);
        }
        Filter test = switch (operator.kind() == Kind.WORD ? operator.text().toLowerCase(Locale.ROOT) : "") {
            case "in" -> new Filter.In(name, values());
            case "prefix" -> new Filter.Prefix(name, text());
            case "near" -> circle(name);
            default -> throw error(operator, not ? "expected in, exists, prefix or near" : OPERATORS);
        };
        return not ? new Filter.Not(test) : test;
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

    private Filter circle(String name) {
        Token start = token();
        double lat = degrees("latitude");
        expect(",", "expected ',' and a longitude");
        double lon = degrees("longitude");
        if (!token().isWord("within")) {
            throw error("expected within and a distance");
        }
        at++;
        try {
            return new Filter.GeoRadius(name, new GeoPoint(lat, lon), metres());
        } catch (IllegalArgumentException outside) {
            throw error(start, String.valueOf(outside.getMessage()));
        }
    }

    private double degrees(String what) {
        Token token = token();
        if (token.kind() != Kind.WORD || !NUMBER.matcher(token.text()).matches()) {
            throw error("expected a %s in degrees, as in near 52.5,13.4 within 5km".formatted(what));
        }
        at++;
        return Double.parseDouble(token.text());
    }

    private double metres() {
        Matcher distance = DISTANCE.matcher(token().text());
        if (token().kind() != Kind.WORD || !distance.matches()) {
            throw error("expected a distance, as in 500m or 5km");
        }
        at++;
        String unit = distance.group(2);
        if (unit == null && (token().isWord("m") || token().isWord("km"))) {
            unit = token().text().toLowerCase(Locale.ROOT);
            at++;
        }
        return Double.parseDouble(distance.group(1)) * ("km".equals(unit) ? 1_000 : 1);
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
        String text = text();
        Token read = tokens.get(at - 1);
        return read.kind() == Kind.QUOTED ? text : typed(text);
    }

    private String text() {
        Token token = token();
        if (isJoint(token)) {
            throw error("expected a value; quote '%s' to mean the word".formatted(token.text()));
        }
        if (token.kind() != Kind.QUOTED && token.kind() != Kind.WORD) {
            throw error("expected a value");
        }
        at++;
        return token.text();
    }

    private static boolean isJoint(Token token) {
        return token.isWord("and") || token.isWord("or");
    }

    private static Object typed(String word) {
        return switch (word) {
            case "true" -> true;
            case "false" -> false;
            default -> NUMBER.matcher(word).matches() ? (Object) Double.valueOf(word) : word;
        };
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
}
