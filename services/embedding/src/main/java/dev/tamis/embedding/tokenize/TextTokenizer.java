package dev.tamis.embedding.tokenize;

import ai.djl.huggingface.tokenizers.Encoding;
import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import ai.djl.huggingface.tokenizers.jni.CharSpan;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;

/// Splits text as a model was trained to read it, by its `tokenizer.json` and the Hugging Face tokenizers library.
///
/// Threads may share one: the native tokenizer is only read.
public final class TextTokenizer implements AutoCloseable {

    static {
        // The library would report its use to its makers, and look for GPU builds of itself to download.
        System.setProperty("OPT_OUT_TRACKING", "true");
        System.setProperty("ai.djl.offline", "true");
    }

    private final HuggingFaceTokenizer tokenizer;

    private TextTokenizer(HuggingFaceTokenizer tokenizer) {
        this.tokenizer = tokenizer;
    }

    /// Reads a `tokenizer.json`. What that says of padding and truncation is overruled: no padding, and at most
    /// `maxTokens` tokens, special ones included.
    ///
    /// @throws IOException if it cannot be read
    /// @throws RuntimeException if it is no `tokenizer.json`; the message says what the library found in it
    public static TextTokenizer open(InputStream tokenizerJson, int maxTokens) throws IOException {
        return new TextTokenizer(HuggingFaceTokenizer.newInstance(
                tokenizerJson,
                Map.of("padding", "false", "truncation", "true", "maxLength", String.valueOf(maxTokens))));
    }

    /// The ids of a text. Of a text that is too long the end is left out; the closing special token stays.
    public Tokens tokenize(String text) {
        return tokens(tokenizer.encode(text));
    }

    /// The ids of two texts that are read together. If they are too long, the end of the longer is left out.
    public Tokens tokenize(String first, String second) {
        return tokens(tokenizer.encode(first, second));
    }

    /// How many tokens a text has, special ones included, however long it is.
    public int count(String text) {
        Encoding start = tokenizer.encode(text, true, true);
        int count = start.getIds().length;
        for (Encoding rest : start.getOverflowing()) {
            for (long special : rest.getSpecialTokenMask()) {
                count += special == 0 ? 1 : 0;
            }
        }
        return count;
    }

    /// The beginning of a text, of at most so many tokens, special ones not counted; all of it if it has no more.
    public String cut(String text, int tokens) {
        CharSpan[] spans = tokenizer.encode(text, false, false).getCharTokenSpans();
        return spans.length <= tokens
                ? text
                : text.substring(0, text.offsetByCodePoints(0, spans[tokens - 1].getEnd()));
    }

    private static Tokens tokens(Encoding encoding) {
        return new Tokens(encoding.getIds(), encoding.getTypeIds(), encoding.exceedMaxLength());
    }

    @Override
    public void close() {
        tokenizer.close();
    }
}
