package dev.tamis.retrieval;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tamis.common.contract.DenseVector;
import dev.tamis.common.contract.collection.IndexKind;
import dev.tamis.common.contract.collection.IndexState;
import dev.tamis.common.contract.retrieval.RetrievalResponse.Hit;
import dev.tamis.retrieval.collection.CollectionCatalog;
import dev.tamis.retrieval.collection.CollectionRef;
import dev.tamis.retrieval.follow.IndexFolder;
import dev.tamis.testkit.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/// A service is stopped; files and tables are changed meanwhile, each collection's in another way; it is started again
/// and reads changes one by one, so that it can be watched.
///
/// In all collections the vector of one item is changed in the table alone, under the old number of change: what was
/// read from the table again has the new one, what was opened from files the old one.
@ExtendWith(OutputCaptureExtension.class)
class RestartIT {

    private static final int D = 8;
    private static final int ITEMS = 3_000;
    private static final DenseVector BEFORE = DenseVector.of(9, 0, 0, 0, 0, 0, 0, 0);
    private static final DenseVector AFTER = DenseVector.of(0, 9, 0, 0, 0, 0, 0, 0);
    private static final TestDatabase DATABASE = TestDatabase.create();
    private static final List<String> REBUILT = List.of("damaged", "foreign", "older");
    private static final Map<String, CollectionRef> COLLECTIONS = new HashMap<>();
    /// Which collections were being built at one time, and how they were searched then.
    private static final Set<Set<String>> BUILDING = new HashSet<>();

    private static final Set<String> ANSWERS = new HashSet<>();

    @TempDir
    private static Path directory;

    private static OwnService service;
    private static String log = "";

    @BeforeAll
    static void restart(CapturedOutput output) throws Exception {
        try (var first = OwnService.start(DATABASE, directory)) {
            fill(first, "kept");
            REBUILT.forEach(name -> fill(first, name));
        }
        for (String name : COLLECTIONS.keySet()) {
            sql("UPDATE %s SET vector = '[0,9,0,0,0,0,0,0]' WHERE id = 'i7'"
                    .formatted(ref(name).partition()));
        }
        damage(folder(ref("damaged")));
        makeForeign(ref("foreign"));
        restoreOlder(ref("older"));
        int said = output.getAll().length();
        service = OwnService.start(DATABASE, directory, "--tamis.retrieval.index.page=1");
        watch();
        log = output.getAll().substring(said);
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    @Test
    void filesAreOpenedRatherThanMadeAnew() {
        assertThat(nearest("kept", BEFORE)).isEqualTo("i7");
        assertThat(nearest("kept", AFTER)).isNotEqualTo("i7");
        assertThat(service.diagnostics("kept").memory()).isNotNull().satisfies(memory -> {
            assertThat(memory.segments()).isEqualTo(1);
            assertThat(memory.tail()).as("of what was not there").isLessThan(100);
        });
    }

    @Test
    void whatIsWrittenAfterwardsIsAddedToThem() {
        service.write("kept", new Vectors(D, 3).items(ITEMS, ITEMS + 10));

        assertThat(service.nearest("kept", BEFORE, 1_000, true).hits()).hasSize(1_000);
        assertThat(service.diagnostics("kept").items()).isEqualTo(ITEMS + 10);
        assertThat(nearest("kept", BEFORE)).isEqualTo("i7");
    }

    @Test
    void aDamagedFileIsRefusedWithItsReasonAndReadAgainFromTheDatabase() {
        assertThat(log)
                .containsPattern("segment-[0-9a-f-]+ is damaged: section [A-Z0-9_]+ has checksum")
                .contains("index files refused, reading the collection again");
        assertIsAsInTheDatabase("damaged");
    }

    @Test
    void filesOfAnotherDatabaseAreRefusedAndReadAgainFromThisOne() {
        assertThat(log).containsPattern("generation belongs to a collection \\d+ created at");
        assertIsAsInTheDatabase("foreign");
    }

    @Test
    void filesThatAreAheadOfADatabaseThatWasRestoredAreReadAgain() {
        assertThat(log).contains("index is ahead of the database, rebuilding it");
        assertIsAsInTheDatabase("older");
        assertThat(ids("older"))
                .as("the last")
                .doesNotContain("i" + (ITEMS - 1))
                .hasSize(999);
    }

    @Test
    void severalAreRebuiltAtATimeWhileOthersServe() {
        assertThat(BUILDING).anySatisfy(names -> assertThat(names).hasSizeGreaterThanOrEqualTo(2));
        assertThat(ANSWERS)
                .as("while others were being built")
                .contains("kept by memory", "damaged by exact", "foreign by exact");
    }

    private static void fill(OwnService first, String name) {
        first.create(name, D, IndexKind.MEMORY);
        COLLECTIONS.put(name, first.bean(CollectionCatalog.class).require(name));
        var items = new ArrayList<>(new Vectors(D, name.hashCode()).items(0, ITEMS));
        items.set(7, items.get(7).withVector(BEFORE));
        first.write(name, items);
        assertThat(first.nearest(name, BEFORE, 1, false).dense()).isEqualTo("memory");
    }

    /// In the middle: what is not 0 there is no padding.
    private static void damage(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            Path segment = files.filter(file -> file.getFileName().toString().startsWith("segment-"))
                    .findFirst()
                    .orElseThrow();
            byte[] bytes = Files.readAllBytes(segment);
            int at = bytes.length / 2;
            while (bytes[at] == 0) {
                at++;
            }
            bytes[at] ^= 1;
            Files.write(segment, bytes);
        }
    }

    /// As in a database in which a collection of this id was created at another time.
    private static void makeForeign(CollectionRef collection) throws Exception {
        sql("UPDATE retrieval.collection SET created_at = created_at + interval '1 s' WHERE id = " + collection.id());
        var here = new CollectionRef(
                collection.id(),
                collection.name(),
                collection.model(),
                collection.dimension(),
                collection.language(),
                collection.index(),
                collection.createdAt().plusSeconds(1));
        Files.move(folder(collection), folder(here));
    }

    /// As from a backup that was made before the last write.
    private static void restoreOlder(CollectionRef collection) throws SQLException {
        sql("DELETE FROM %s WHERE substr(id, 2)::int >= 999".formatted(collection.partition()));
        sql("""
                UPDATE retrieval.collection SET items = 999, last_change = (SELECT max(change) FROM %s) WHERE id = %d
                """.formatted(collection.partition(), collection.id()));
    }

    private static void watch() {
        RunningService.await(
                () -> {
                    Set<String> building = new HashSet<>();
                    for (String name : REBUILT) {
                        if (service.state(name) == IndexState.BUILDING) {
                            building.add(name);
                        }
                    }
                    for (String name : COLLECTIONS.keySet()) {
                        var response = service.nearest(name, AFTER, 10, false);
                        assertThat(response.hits()).as(name).hasSize(10);
                        if (!building.isEmpty()) {
                            ANSWERS.add(name + " by " + response.dense());
                        }
                    }
                    BUILDING.add(building);
                    return building.isEmpty();
                },
                "all to be rebuilt");
    }

    private static void assertIsAsInTheDatabase(String name) {
        assertThat(service.state(name)).isEqualTo(IndexState.MEMORY);
        assertThat(nearest(name, AFTER)).isEqualTo("i7");
        assertThat(nearest(name, BEFORE)).isNotEqualTo("i7");
        assertThat(ids(name))
                .containsExactlyInAnyOrderElementsOf(
                        service.jdbc().queryForList("""
                                SELECT id FROM %s WHERE NOT deleted
                                ORDER BY vector::public.halfvec(8) OPERATOR(public.<=>) '[9,0,0,0,0,0,0,0]', id
                                LIMIT 1000
                                """.formatted(ref(name).partition()), String.class));
    }

    private static List<String> ids(String name) {
        return service.nearest(name, BEFORE, 1_000, true).hits().stream()
                .map(Hit::id)
                .toList();
    }

    private static String nearest(String name, DenseVector query) {
        var response = service.nearest(name, query, 1, false);
        assertThat(response.dense()).isEqualTo("memory");
        return response.hits().getFirst().id();
    }

    private static CollectionRef ref(String name) {
        CollectionRef collection = COLLECTIONS.get(name);
        assertThat(collection).isNotNull();
        return collection;
    }

    private static Path folder(CollectionRef collection) {
        return directory.resolve("index").resolve(IndexFolder.nameOf(collection));
    }

    private static void sql(String statement) throws SQLException {
        try (Connection connection = DriverManager.getConnection(DATABASE.url(), DATABASE.user(), DATABASE.password());
                Statement sql = connection.createStatement()) {
            sql.execute(statement);
        }
    }
}
