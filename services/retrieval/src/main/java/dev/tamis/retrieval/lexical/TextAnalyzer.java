package dev.tamis.retrieval.lexical;

import dev.tamis.common.contract.collection.Language;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.LowerCaseFilter;
import org.apache.lucene.analysis.StopFilter;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.en.EnglishAnalyzer;
import org.apache.lucene.analysis.en.EnglishPossessiveFilter;
import org.apache.lucene.analysis.en.PorterStemFilter;
import org.apache.lucene.analysis.standard.StandardTokenizer;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;

/// Splits text into terms, the same way for items and queries.
///
/// A change of what comes out needs a new [CommitMark#FORMAT], so that stored indexes are rebuilt.
final class TextAnalyzer extends Analyzer {

    private final Language language;

    TextAnalyzer(Language language) {
        this.language = language;
    }

    @Override
    protected TokenStreamComponents createComponents(String field) {
        var words = new StandardTokenizer();
        TokenStream terms = switch (language) {
            case ENGLISH -> english(words);
            case NONE -> new LowerCaseFilter(words);
        };
        return new TokenStreamComponents(words, terms);
    }

    /// Lucene's chain for English, with letters parted from digits.
    private static TokenStream english(TokenStream words) {
        TokenStream parted = new DigitBoundaryFilter(new EnglishPossessiveFilter(words));
        TokenStream kept = new StopFilter(new LowerCaseFilter(parted), EnglishAnalyzer.getDefaultStopSet());
        return new PorterStemFilter(kept);
    }

    /// The terms of a text, each once, in the order of their first occurrence.
    ///
    /// @param limit how many to give at most
    List<String> distinctTerms(String text, int limit) {
        var distinct = new LinkedHashSet<String>();
        try (TokenStream tokens = tokenStream("", text)) {
            var term = tokens.addAttribute(CharTermAttribute.class);
            tokens.reset();
            while (distinct.size() < limit && tokens.incrementToken()) {
                distinct.add(term.toString());
            }
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return new ArrayList<>(distinct);
    }
}
