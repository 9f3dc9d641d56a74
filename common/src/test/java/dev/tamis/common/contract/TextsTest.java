package dev.tamis.common.contract;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TextsTest {

    @Test
    void takesEveryWholeCharacter() {
        assertThat(Texts.violation("")).isNull();
        assertThat(Texts.violation("Crème brûlée \uD83C\uDF6E, 3 × 4 ½\n\t")).isNull();
    }

    @Test
    void namesTheCharacterThatCannotBeStoredAndItsPlace() {
        assertThat(Texts.violation("ab\0c")).contains("NUL", "position 2");
        assertThat(Texts.violation("a\uD83C")).contains("U+D83C", "position 1");
        assertThat(Texts.violation("\uDF6Ea")).contains("U+DF6E", "position 0");
        assertThat(Texts.violation("\uD83C\uD83C\uDF6E")).contains("U+D83C", "position 0");
    }
}
