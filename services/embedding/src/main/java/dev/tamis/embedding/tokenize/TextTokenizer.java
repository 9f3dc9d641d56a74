package dev.tamis.embedding.tokenize;

import ai.djl.huggingface.tokenizers.Encoding;
import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
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
    public static TextTokenizer open(InputStream tokenizerJson, int maxTokens) throws IOException {
        return new TextTokenizer(HuggingFaceTokenizer.newInstance(
                tokenizerJson,
                Map.of("padding", "false", "truncation", "true", "maxLength", String.valueOf(maxTokens))));
    }

    /// The ids of a text. Of a text that is too long the end is left out; the closing special token stays.
    public Tokens tokenize(String text) {
        Encoding encoding = tokenizer.encode(text);
        return new Tokens(encoding.getIds(), encoding.exceedMaxLength());
    }

    @Override
    public void close() {
        tokenizer.close();
    }
}
