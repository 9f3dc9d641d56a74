package dev.tamis.embedding.tokenize;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TextTokenizerIT {

    private static final int CLS = 101;
    private static final int SEP = 102;

    private TextTokenizer tokenizer;

    @BeforeAll
    void open() throws IOException {
        try (InputStream json = getClass().getResourceAsStream("/bge-small-en-v1.5-q-tokenizer.json")) {
            tokenizer = TextTokenizer.open(Objects.requireNonNull(json), 512);
        }
    }

    @AfterAll
    void close() {
        tokenizer.close();
    }

    /// Ids of BERT's uncased English vocabulary: accents and case go, words outside it are split.
    @Test
    void readsTextAsBertDoes() {
        assertThat(tokenizer.tokenize("Hello, world! Crème brûlée.").toArray())
                .containsExactly(
                        CLS, 7592, // hello
                        1010, // ,
                        2088, // world
                        999, // !
                        13675, // cr
                        21382, // ##eme
                        7987, // br
                        9307, // ##ule
                        2063, // ##e
                        1012, // .
                        SEP);
    }

    /// Its tokens: cr, ##eme, a muffin that the vocabulary lacks, br, ##ule, ##e.
    @Test
    void aTextIsCutBehindATokenWhateverItsCharacters() {
        String text = "Crème \uD83E\uDDC1 brûlée";

        assertThat(tokenizer.cut(text, 1)).isEqualTo("Cr");
        assertThat(tokenizer.cut(text, 3)).isEqualTo("Crème \uD83E\uDDC1");
        assertThat(tokenizer.cut(text, 5)).isEqualTo("Crème \uD83E\uDDC1 brûlé");
        assertThat(tokenizer.cut(text, 6)).isEqualTo(text);
        assertThat(tokenizer.cut(text, 4_096)).isEqualTo(text);
        assertThat(tokenizer.cut("", 1)).isEmpty();
    }

    @Test
    void aTextOfExactlyTheLimitIsWhole() {
        Tokens tokens = tokenizer.tokenize("word ".repeat(510));

        assertThat(tokens.count()).isEqualTo(512);
        assertThat(tokens.truncated()).isFalse();
    }

    @Test
    void oneTokenMoreIsCutAndTheClosingTokenStays() {
        Tokens tokens = tokenizer.tokenize("word ".repeat(510) + "more");

        assertThat(tokens.count()).isEqualTo(512);
        assertThat(tokens.truncated()).isTrue();
        assertThat(tokens.toArray())
                .startsWith(CLS)
                .endsWith(SEP)
                .isEqualTo(tokenizer.tokenize("word ".repeat(510)).toArray());
    }
}
