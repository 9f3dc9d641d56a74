package dev.tamis.embedding.schedule;

import static dev.tamis.common.contract.embedding.InputType.DOCUMENT;
import static dev.tamis.common.contract.embedding.InputType.QUERY;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tamis.common.contract.embedding.InputType;
import org.junit.jupiter.api.Test;

class WaitingTextsTest {

    private final WordRunner runner = new WordRunner(false);
    private final WaitingTexts waiting = new WaitingTexts(new BatchLimits(32, 2_048), 1_000);

    @Test
    void documentsGetAnEighthOfTheTokensWhileQueriesKeepComing() {
        add(DOCUMENT, "import", 100, 2_000);
        add(QUERY, "search", 10, 20_000);
        long queries = 0;
        long documents = 0;

        while (queries + documents < 80_000) {
            if (waiting.areDocumentsDue()) {
                documents += waiting.takeDocuments().getFirst().tokens;
            } else {
                queries += waiting.takeQueries().getFirst().tokens;
            }
        }

        assertThat(documents).isBetween(9_900L, 10_000L);
    }

    @Test
    void queriesThatWereRunWhileNoDocumentWaitedEarnDocumentsNothing() {
        add(QUERY, "search", 500, 20);
        for (int i = 0; i < 19; i++) {
            waiting.takeQueries();
        }
        add(DOCUMENT, "import", 80, 2);

        assertThat(waiting.areDocumentsDue()).isFalse();
        waiting.takeQueries();
        assertThat(waiting.areDocumentsDue()).isFalse();

        add(QUERY, "search", 500, 1);
        waiting.takeQueries();
        assertThat(waiting.areDocumentsDue()).isTrue();
        waiting.takeDocuments();
        assertThat(waiting.areDocumentsDue()).isFalse();
    }

    @Test
    void itIsFullForWhoeverHasItsShareOfTheRoom() {
        assertThat(waiting.isFull(DOCUMENT, "a")).isFalse();
        add(DOCUMENT, "a", 500, 1);
        assertThat(waiting.isFull(DOCUMENT, "a")).isFalse();
        add(DOCUMENT, "a", 500, 1);

        assertThat(waiting.isFull(DOCUMENT, "a")).isTrue();
        assertThat(waiting.isFull(DOCUMENT, "b")).isFalse();
    }

    @Test
    void itIsFullForEveryoneWhenTwiceTheRoomIsUsed() {
        add(DOCUMENT, "a", 500, 2);
        add(DOCUMENT, "b", 400, 1);
        add(DOCUMENT, "c", 500, 1);
        assertThat(waiting.isFull(DOCUMENT, "d")).isFalse();

        add(DOCUMENT, "d", 50, 1);
        assertThat(waiting.isFull(DOCUMENT, "d")).isFalse();
        assertThat(waiting.isFull(DOCUMENT, "a")).isTrue();
        assertThat(waiting.isFull(DOCUMENT, "c")).isTrue();

        add(DOCUMENT, "e", 50, 1);
        assertThat(waiting.isFull(DOCUMENT, "g")).isTrue();
    }

    @Test
    void aRequestLargerThanTheRoomComesIntoAnEmptyQueue() {
        assertThat(waiting.isFull(DOCUMENT, "a")).isFalse();
        add(DOCUMENT, "a", 500, 100);

        assertThat(waiting.tokens(DOCUMENT)).isEqualTo(50_000);
        assertThat(waiting.isFull(DOCUMENT, "a")).isTrue();
        assertThat(waiting.isFull(DOCUMENT, "b")).isFalse();
        add(DOCUMENT, "b", 500, 100);
        assertThat(waiting.isFull(DOCUMENT, "c")).isTrue();
    }

    @Test
    void documentsLeaveTheRoomOfQueriesFree() {
        add(DOCUMENT, "a", 500, 100);

        assertThat(waiting.isFull(QUERY, "a")).isFalse();
    }

    private void add(InputType type, String caller, int words, int count) {
        for (int i = 0; i < count; i++) {
            waiting.add(new Text<>(runner, WordRunner.text("t", words), caller, type, 0));
        }
    }
}
