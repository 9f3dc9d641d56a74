package dev.tamis.cli.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tamis.cli.Cli;
import dev.tamis.cli.Cli.Ended;
import dev.tamis.cli.StubGateway;
import dev.tamis.cli.StubGateway.Bulk;
import dev.tamis.cli.terminal.ExitCodes;
import dev.tamis.cli.terminal.Json;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

class ImportCommandTest {

    @TempDir
    private Path folder;

    private final StubGateway gateway = new StubGateway();

    @AfterEach
    void stop() {
        gateway.close();
    }

    @Test
    void itemsAreStoredInACollectionThatIsMadeForThem() throws IOException {
        Path file = write("items.ndjson", numbered(1, 1000));

        Ended ended = imported("--ndjson", file.toString());

        assertThat(ended.exitCode()).isEqualTo(ExitCodes.OK);
        assertThat(ended.err()).contains("created collection 'shop', embedded by bge-small-en-v1.5");
        assertThat(ended.out()).startsWith("stored 1,000 items in 'shop', 0 failed, 1,000 embedded, ");
        assertThat(gateway.items("shop")).hasSize(1000);
        assertThat(journals()).isEmpty();
    }

    @Test
    void onlyTheLastRequestWaitsUntilSearchesSeeTheItemsAndItIsSentAlone() throws IOException {
        imported("--ndjson", write("items.ndjson", numbered(1, 600)).toString());

        assertThat(gateway.bulks()).hasSize(3);
        assertThat(gateway.bulks()).extracting(Bulk::waited).containsExactly(false, false, true);
        assertThat(gateway.bulks().getLast().ids()).hasSize(88).contains("600");
    }

    @Test
    void theSummaryAsJsonIsOneObject() throws IOException {
        Ended ended = imported(
                "--ndjson",
                write("items.ndjson", "{\"id\": \"bad1\"}\n{\"id\": \"a\"}\n").toString(),
                "--json");

        JsonNode summary = Json.mapper().readTree(ended.out());
        assertThat(summary.path("stored").asLong()).isEqualTo(1);
        assertThat(summary.path("failed").asLong()).isEqualTo(1);
        assertThat(summary.path("collection").asString()).isEqualTo("shop");
        assertThat(summary.has("seconds")).isTrue();
        assertThat(summary.has("itemsPerSecond")).isTrue();
    }

    @Test
    void linesThatFailAreReportedByTheirNumberInTheFileAndTheOthersStored() throws IOException {
        Path file = write("items.ndjson", "{\"id\": \"a\"}\n\n{\"id\": \"bad1\"}\n{\"id\": \n[1]\n{\"id\": \"b\"}\n");
        Path errors = folder.resolve("errors.ndjson");

        Ended ended = imported("--ndjson", file.toString(), "--errors", errors.toString());

        assertThat(ended.exitCode()).isEqualTo(ExitCodes.FAILED);
        assertThat(ended.out()).startsWith("stored 2 items in 'shop', 3 failed");
        assertThat(ended.err())
                .contains("line 3 ('bad1'): #/fields/title is not to our taste\n")
                .contains("line 4: is no valid JSON")
                .contains("line 5: holds no JSON object\n");
        assertThat(gateway.items("shop")).containsOnlyKeys("a", "b");
        assertThat(Files.readAllLines(errors))
                .hasSize(3)
                .first()
                .isEqualTo("{\"line\":3,\"id\":\"bad1\",\"problem\":\"#/fields/title is not to our taste\"}");
    }

    @Test
    void ofManyFailuresOnlyTheFirstAreShownAndTheFileListsAll() throws IOException {
        String lines = IntStream.rangeClosed(1, 300)
                .mapToObj(i -> "{\"id\": \"bad%d\"}\n".formatted(i))
                .collect(Collectors.joining());
        Path errors = folder.resolve("errors.ndjson");

        Ended ended = imported("--ndjson", write("items.ndjson", lines).toString(), "--errors", errors.toString());

        assertThat(ended.err())
                .contains("line 20 (")
                .doesNotContain("line 21 (")
                .contains("... and 280 more failed");
        assertThat(Files.readAllLines(errors)).hasSize(300);
    }

    @Test
    void aGatewayThatIsAwayForAMomentIsWaitedFor() throws IOException {
        gateway.failBulks(503, 0, 200);

        Ended ended =
                imported("--ndjson", write("items.ndjson", numbered(1, 10)).toString());

        assertThat(ended.exitCode()).isEqualTo(ExitCodes.OK);
        assertThat(ended.err())
                .contains("waiting for the gateway, for 120 s at most: Away (503): down for a moment\n")
                .contains("the gateway answers again\n");
        assertThat(gateway.items("shop")).hasSize(10);
    }

    @Test
    void aGatewayThatStaysAwayStopsTheImportAndTheSameCommandGoesOn() throws IOException {
        Path file = write("items.ndjson", numbered(1, 1000));
        gateway.create("shop");
        gateway.failBulksWith("600", 503);

        Ended broken = imported("--ndjson", file.toString(), "--retry-for", "0");

        assertThat(broken.exitCode()).isEqualTo(ExitCodes.NOT_RUNNING);
        assertThat(broken.err()).contains("no answer from the gateway").contains("the same command goes on at line ");
        int settled = Integer.parseInt(broken.err().replaceAll("(?s).*goes on at line (\\d+)\\s*", "$1")) - 1;
        assertThat(settled).isEqualTo(512);
        assertThat(journals()).hasSize(1);

        gateway.failNoBulks();
        gateway.bulks().clear();
        Ended resumed = imported("--ndjson", file.toString());

        assertThat(resumed.err()).contains("going on at line " + (settled + 1));
        assertThat(gateway.bulks().stream().flatMap(bulk -> bulk.ids().stream()))
                .hasSize(1000 - settled)
                .contains(Integer.toString(settled + 1))
                .doesNotContain(Integer.toString(settled));
        assertThat(resumed.out()).startsWith("stored 1,000 items in 'shop', 0 failed");
        assertThat(gateway.items("shop")).hasSize(1000);
        assertThat(journals()).isEmpty();
    }

    @Test
    void theJournalDoesNotHoldForAChangedFileAnotherCollectionOrWithRestart() throws IOException {
        Path file = brokenAfterTheFirstChunk();
        Files.setLastModifiedTime(file, FileTime.from(Instant.parse("2026-01-01T00:00:00Z")));

        assertThat(imported("--ndjson", file.toString()).err())
                .contains("an earlier import stopped after line 256, but the file has changed since: starting over");

        file = brokenAfterTheFirstChunk();
        gateway.create("shop");
        assertThat(imported("--ndjson", file.toString()).err())
                .contains("but the collection was created anew since: starting over");

        file = brokenAfterTheFirstChunk();
        assertThat(imported("--ndjson", file.toString(), "--restart").err()).doesNotContain("going on");
        assertThat(gateway.items("shop")).hasSize(1000);
    }

    @Test
    void failuresBeforeTheBreakStillCount() throws IOException {
        Path file = write("items.ndjson", "{\"id\": \"bad1\"}\n" + numbered(2, 1000));
        breakAfterTheFirstChunk(file);

        Ended resumed = imported("--ndjson", file.toString());

        assertThat(resumed.out()).startsWith("stored 999 items in 'shop', 1 failed");
        assertThat(resumed.exitCode()).isEqualTo(ExitCodes.FAILED);
    }

    @Test
    void twoRequestsWithTheSameItemAreNeverUnderwayTogether() throws IOException {
        String lines = numbered(1, 256) + numbered(1, 256) + numbered(300, 400) + numbered(1, 256);

        imported("--ndjson", write("items.ndjson", lines).toString());

        assertThat(gateway.bulks()).hasSizeGreaterThan(3);
        assertThat(gateway.overlaps()).isEmpty();
    }

    @Test
    void aRefusalEndsTheImportAtOnce() throws IOException {
        Path file = write("items.ndjson", numbered(1, 10));
        gateway.failBulks(413);

        Ended ended = imported("--ndjson", file.toString());

        assertThat(ended.exitCode()).isEqualTo(ExitCodes.FAILED);
        assertThat(ended.err())
                .endsWith("tamis: Away (413)\n  down for a moment\n")
                .doesNotContain("waiting");
    }

    @Test
    void gzippedRecordsAreMappedByTheirKeys() throws IOException {
        Path file = folder.resolve("records.bin");
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
            out.write("""
                    {"sku": 7, "name": "Red mug", "text": "", "price": 9.5, "tags": ["a", "b"], "size": "12"}
                    {"name": "no id"}
                    """.getBytes(StandardCharsets.UTF_8));
        }

        Ended ended = imported(
                "--ndjson",
                file.toString(),
                "--id",
                "sku",
                "--text",
                "name,text",
                "--attributes",
                "price,tags,size:number,none");

        assertThat(gateway.item("shop", "7")).isEqualTo(Json.mapper().readTree("""
                {"id": "7", "fields": {"name": "Red mug"},
                 "attributes": {"price": 9.5, "tags": ["a", "b"], "size": 12}}"""));
        assertThat(ended.err()).contains("line 2: has no id: 'sku' is missing or empty");
    }

    @Test
    void csvColumnsBecomeAttributesOfTheTypeThatAllTheirValuesHave() throws IOException {
        Path file = write("items.csv", """
                sku,name,text,price,article,stock,mixed
                1,"Mug, red","He said ""hi""
                and left",9.5,00123,true,1
                2,Pot,,10,456,FALSE,x
                3,Lid,short
                """);

        Ended ended = imported(
                "--csv",
                file.toString(),
                "--id",
                "sku",
                "--text",
                "name,text",
                "--attributes",
                "price,article,stock,mixed");

        assertThat(ended.err())
                .contains("attributes: price (number), article (string), stock (boolean), mixed (string)\n")
                .contains("line 5: has 3 columns, the header has 7\n");
        assertThat(gateway.item("shop", "1")).isEqualTo(Json.mapper().readTree("""
                {"id": "1", "fields": {"name": "Mug, red", "text": "He said \\"hi\\"\\nand left"},
                 "attributes": {"price": 9.5, "article": "00123", "stock": true, "mixed": "1"}}"""));
        assertThat(gateway.item("shop", "2").path("fields").has("text")).isFalse();
    }

    @Test
    void aColumnOfGeoPointsHoldsLatitudeAndLongitude() throws IOException {
        Path file = write("items.csv", "sku,name,place\n1,Mug,\"52.5, -13.4\"\n2,Pot,here\n3,Lid,\"91,0\"\n");

        Ended ended = imported("--csv", file.toString(), "--id", "sku", "--text", "name", "--attributes", "place:geo");

        assertThat(gateway.item("shop", "1").path("attributes"))
                .isEqualTo(Json.mapper().readTree("""
                {"place": {"lat": 52.5, "lon": -13.4}}"""));
        assertThat(ended.err())
                .contains("line 3: place: 'here' is no geo point; write latitude,longitude in degrees, as in 52.5,13.4")
                .contains("line 4: place: 'lat' is 91.0, but lies within -90 and 90 degrees");
    }

    @Test
    void aColumnThatIsNotThereIsNamedBesideThoseThatAre() throws IOException {
        Path file = write("items.csv", "\uFEFFsku,name\n1,Mug\n");

        Ended ended = imported("--csv", file.toString(), "--id", "sku", "--text", "title");

        assertThat(ended.exitCode()).isEqualTo(ExitCodes.USAGE);
        assertThat(ended.err()).isEqualTo("tamis: column 'title' is not in the header: sku, name\n");
    }

    @Test
    void aGivenTypeHoldsAndAValueThatIsNoneIsReported() throws IOException {
        Path file = write("items.tsv", "sku\tname\tprice\n1\tMug\t9\n2\tPot\tcheap\n");

        Ended ended =
                imported("--csv", file.toString(), "--id", "sku", "--text", "name", "--attributes", "price:number");

        assertThat(ended.err()).contains("line 3: price: 'cheap' is no number\n");
        assertThat(gateway.items("shop")).containsOnlyKeys("1");
    }

    @Test
    void aBeirFolderGivesTitleAndTextWhereTheyAreNotEmpty() throws IOException {
        write("corpus.jsonl", """
                {"_id": "d1", "title": "A title", "text": "A text", "metadata": {"url": "x"}}
                {"_id": "d2", "title": "", "text": "Only text"}
                """);

        imported("--beir", folder.toString());

        assertThat(gateway.item("shop", "d1"))
                .isEqualTo(
                        Json.mapper()
                                .readTree(
                                        "{\"id\": \"d1\", \"fields\": {\"title\": \"A title\", \"text\": \"A text\"}, \"attributes\": {}}"));
        assertThat(gateway.item("shop", "d2").path("fields").propertyNames()).containsExactly("text");
    }

    @Test
    void filesAndOptionsThatDoNotFitAreMistakesOfTheCommandLine() {
        assertThat(imported("--ndjson", "nowhere.ndjson").err()).contains("there is no file nowhere.ndjson");
        assertThat(imported("--beir", folder.toString()).err())
                .contains("has neither corpus.jsonl nor corpus.jsonl.gz");
        assertThat(imported("--csv", "x.csv").err()).contains("--csv needs --id COL and --text COL");
        assertThat(imported("--ndjson", "x", "--csv", "y").err()).contains("mutually exclusive");
        assertThat(imported().exitCode()).isEqualTo(ExitCodes.USAGE);
    }

    private Path brokenAfterTheFirstChunk() throws IOException {
        Path file = write("items.ndjson", numbered(1, 1000));
        breakAfterTheFirstChunk(file);
        return file;
    }

    /// The second request is refused for good, after the first has been answered.
    private void breakAfterTheFirstChunk(Path file) {
        gateway.bulks().clear();
        gateway.failBulksWith("257", 422);
        Ended broken = imported("--ndjson", file.toString());
        assertThat(broken.err()).contains("Away (422)");
        gateway.failNoBulks();
    }

    private Ended imported(String... options) {
        var arguments = new ArrayList<>(List.of(
                "import",
                "--collection",
                "shop",
                "--url",
                gateway.url(),
                "--key",
                StubGateway.KEY,
                "--data",
                folder.resolve("data").toString()));
        arguments.addAll(List.of(options));
        return new Cli().run(arguments.toArray(String[]::new));
    }

    private List<Path> journals() throws IOException {
        Path imports = folder.resolve("data").resolve("imports");
        if (!Files.exists(imports)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(imports)) {
            return files.toList();
        }
    }

    private Path write(String name, String content) throws IOException {
        return Files.writeString(folder.resolve(name), content);
    }

    private static String numbered(int from, int to) {
        return IntStream.rangeClosed(from, to)
                .mapToObj(i -> "{\"id\": \"%d\", \"fields\": {\"title\": \"Item %d\"}}\n".formatted(i, i))
                .collect(Collectors.joining());
    }
}
