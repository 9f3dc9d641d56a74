package dev.tamis.gateway.key;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.transaction.CannotCreateTransactionException;

class KeyCheckTest {

    private final Set<String> good = new HashSet<>(Set.of(KeyText.hash("good")));
    private boolean away;
    private int asked;
    private Instant now = Instant.EPOCH;
    private final KeyCheck keys =
            new KeyCheck(this::look, new KeyProperties(null, Duration.ofSeconds(10), Duration.ofMinutes(5)), () -> now);

    @Test
    void aGoodKeyIsRememberedForAShortWhile() {
        assertThat(keys.isGood("good")).isTrue();
        assertThat(keys.isGood("good")).isTrue();
        assertThat(asked).isEqualTo(1);

        now = now.plusSeconds(10);
        assertThat(keys.isGood("good")).isTrue();
        assertThat(asked).isEqualTo(2);
    }

    @Test
    void aRevokedKeyPassesNoLongerThanItIsRemembered() {
        keys.isGood("good");
        good.clear();
        now = now.plusSeconds(10);

        assertThat(keys.isGood("good")).isFalse();
    }

    @Test
    void whileTheDatabaseIsAwayAKnownKeyPassesForAnHourOrWhateverIsConfigured() {
        keys.isGood("good");
        away = true;
        now = now.plusSeconds(11);

        assertThat(keys.isGood("good")).isTrue();
        assertThat(keys.isGood("good")).isTrue();
        assertThat(asked).as("the database is not asked for every request").isEqualTo(2);

        now = now.plusSeconds(300);
        assertThatThrownBy(() -> keys.isGood("good")).isInstanceOf(DataAccessResourceFailureException.class);
    }

    @Test
    void whileTheDatabaseIsAwayAnUnseenKeyIsNeitherGoodNorBad() {
        away = true;

        assertThatThrownBy(() -> keys.isGood("good")).isInstanceOf(DataAccessResourceFailureException.class);
    }

    @Test
    void keysHave256RandomBitsAndAreKeptAsHashes() {
        String key = KeyText.random();

        assertThat(key).matches("tamis_[A-Za-z0-9_-]{43}").isNotEqualTo(KeyText.random());
        assertThat(KeyText.hash("abc")).isEqualTo("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    }

    private boolean look(String hash) {
        asked++;
        if (away) {
            throw new DataAccessResourceFailureException("away", new CannotCreateTransactionException("no connection"));
        }
        return good.contains(hash);
    }
}
