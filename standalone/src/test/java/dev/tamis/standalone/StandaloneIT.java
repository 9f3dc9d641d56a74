package dev.tamis.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tamis.client.Refresh;
import dev.tamis.client.TamisClient;
import dev.tamis.client.TamisException;
import dev.tamis.common.contract.collection.CreateCollection;
import dev.tamis.common.contract.item.Item;
import dev.tamis.common.contract.search.SearchHit;
import dev.tamis.common.contract.search.SearchRequest;
import dev.tamis.testkit.FreePorts;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StandaloneIT {

    @TempDir
    Path data;

    @Test
    void keepsDataAndKeyBetweenStartsAndLetsOneProcessInAtATime() throws IOException {
        int port = FreePorts.inARow(5);
        var options = new StandaloneOptions(data, port);
        String key;
        try (Standalone first = Standalone.start(options)) {
            key = first.adminKey();
            assertThat(data.resolve("run.json")).content().contains("\"url\": \"http://localhost:" + port + "\"");
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(data.resolve("admin.key"))))
                    .isEqualTo("rw-------");
            assertThatThrownBy(() -> Standalone.start(options))
                    .isInstanceOf(StartRefused.class)
                    .hasMessageContaining("in use by another Tamis");
            try (TamisClient tamis = client(first)) {
                tamis.createCollection(CreateCollection.named("kept"));
                tamis.putItems("kept", List.of(item("a", "A red kite"), item("b", "A tax return")), Refresh.WAIT);
            }
        }
        assertThat(data.resolve("run.json")).doesNotExist();

        try (Standalone second = Standalone.start(options);
                TamisClient tamis = client(second)) {
            assertThat(second.adminKey()).isEqualTo(key);
            assertThat(tamis.search("kept", SearchRequest.of("toy that flies in the wind"))
                            .hits())
                    .extracting(SearchHit::id)
                    .startsWith("a");
        }
    }

    @Test
    void aDatabaseThatDiesIsStartedAgainAndSearchGoesOnByItself() throws IOException {
        try (Standalone standalone = Standalone.start(new StandaloneOptions(data, FreePorts.inARow(5)));
                TamisClient tamis = client(standalone)) {
            tamis.createCollection(CreateCollection.named("kept"));
            tamis.putItems("kept", List.of(item("a", "A red kite")), Refresh.WAIT);
            long server = Long.parseLong(Files.readAllLines(data.resolve("postgres/cluster/postmaster.pid"))
                    .getFirst()
                    .strip());

            ProcessHandle.of(server).orElseThrow().destroyForcibly();

            assertThat(searchOnceItAnswers(tamis)).extracting(SearchHit::id).containsExactly("a");
        }
    }

    @Test
    void saysWhichPortIsTakenAndLeavesNothingRunning() throws IOException {
        int port = FreePorts.inARow(5);
        var options = new StandaloneOptions(data, port);
        try (var taken = new ServerSocket(port + 2, 1, InetAddress.getLoopbackAddress())) {
            assertThat(taken.isBound()).isTrue();
            assertThatThrownBy(() -> Standalone.start(options))
                    .isInstanceOf(StartRefused.class)
                    .hasMessageContaining("port " + (port + 2) + " is in use");
        }

        try (Standalone afterwards = Standalone.start(options)) {
            assertThat(afterwards.url()).endsWith(":" + port);
        }
    }

    @Test
    void anOptionThatMakesNoSenseIsRefusedInWords() {
        assertThatThrownBy(() -> StandaloneOptions.parse(new String[] {"--port", "eighty"}))
                .hasMessageContaining("must be a number, not 'eighty'");
        assertThatThrownBy(() -> StandaloneOptions.parse(new String[] {"--port", "65532"}))
                .hasMessageContaining("1 to 65531");
        assertThatThrownBy(() -> StandaloneOptions.parse(new String[] {"--data"}))
                .hasMessageContaining("needs a value");
        assertThatThrownBy(() -> StandaloneOptions.parse(new String[] {"--dir", "x"}))
                .hasMessageContaining("unknown option --dir");
    }

    /// Until then every answer must say that it is for now only.
    private static List<SearchHit> searchOnceItAnswers(TamisClient tamis) {
        long deadline = System.nanoTime() + Duration.ofMinutes(1).toNanos();
        boolean refused = false;
        while (true) {
            try {
                List<SearchHit> hits =
                        tamis.search("kept", SearchRequest.of("kite")).hits();
                if (refused || System.nanoTime() > deadline) {
                    return hits;
                }
            } catch (TamisException unavailable) {
                assertThat(unavailable.status()).isEqualTo(503);
                assertThat(System.nanoTime())
                        .as("still refused: %s", unavailable)
                        .isLessThan(deadline);
                refused = true;
            }
            LockSupport.parkNanos(50_000_000);
        }
    }

    private static TamisClient client(Standalone standalone) {
        return TamisClient.builder(URI.create(standalone.url()))
                .key(standalone.adminKey())
                .build();
    }

    private static Item item(String id, String title) {
        return new Item(id, Map.of("title", title), Map.of(), null);
    }
}
