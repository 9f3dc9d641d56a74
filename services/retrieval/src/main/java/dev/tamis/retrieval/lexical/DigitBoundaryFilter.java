package dev.tamis.retrieval.lexical;

import java.io.IOException;
import org.apache.lucene.analysis.TokenFilter;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;

/// Parts letters from digits: `12in` becomes `12`, `in`, and `3.5v` becomes `3.5`, `v`, so that a measure is found
/// however it is spaced. Offsets are those of the whole token; nothing here reads them.
final class DigitBoundaryFilter extends TokenFilter {

    private final CharTermAttribute term = addAttribute(CharTermAttribute.class);
    private String rest = "";

    DigitBoundaryFilter(TokenStream input) {
        super(input);
    }

    @Override
    public boolean incrementToken() throws IOException {
        if (rest.isEmpty()) {
            if (!input.incrementToken()) {
                return false;
            }
            if (boundary(term) == term.length()) {
                return true;
            }
            rest = term.toString();
        }
        int end = boundary(rest);
        term.setEmpty().append(rest, 0, end);
        rest = rest.substring(end);
        return true;
    }

    @Override
    public void reset() throws IOException {
        super.reset();
        rest = "";
    }

    /// Where the first letter meets a digit, or the length.
    private static int boundary(CharSequence token) {
        for (int i = 1; i < token.length(); i++) {
            char before = token.charAt(i - 1);
            char after = token.charAt(i);
            if (Character.isDigit(before) ? Character.isLetter(after) : isLetterThenDigit(before, after)) {
                return i;
            }
        }
        return token.length();
    }

    private static boolean isLetterThenDigit(char before, char after) {
        return Character.isLetter(before) && Character.isDigit(after);
    }
}
