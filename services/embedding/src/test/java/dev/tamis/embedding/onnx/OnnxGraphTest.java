package dev.tamis.embedding.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class OnnxGraphTest {

    private static final int FLOAT = OnnxTensorInfo.FLOAT;

    private final long seed = Long.getLong("test.seed", System.nanoTime());

    @Test
    void tellsWhatAGraphReadsComputesAndAnswers() throws Exception {
        OnnxGraph graph = read(twoBranches());

        assertThat(graph.inputs()).extracting(OnnxTensorInfo::toString).containsExactly("x float32[batch, 2]");
        assertThat(graph.outputs())
                .extracting(OnnxTensorInfo::toString)
                .containsExactly("late float32[batch, 2]", "other float32");
        assertThat(graph.nodes()).isEqualTo(4);
        assertThat(graph.hasAny(Set.of("Mul"))).isTrue();
        assertThat(graph.hasAny(Set.of("DynamicQuantizeLinear"))).isFalse();
        assertThat(graph.computes("early")).isTrue();
        assertThat(graph.computes("x")).isFalse();
    }

    @Test
    void weightsAreNoInputsEvenWhereTheFileListsThemAsSuch() throws Exception {
        OnnxGraph graph = read(new TinyOnnx()
                .input("x", FLOAT, 2)
                .input("w", FLOAT, 2)
                .floats("w", List.of(2), 1, 2)
                .node("Add", List.of("x", "w"), "y")
                .output("y", FLOAT, 2));

        assertThat(graph.inputs()).extracting(OnnxTensorInfo::name).containsExactly("x");
    }

    @Test
    void thePartThatATensorNeedsHasNothingElse() throws Exception {
        try (Arena arena = Arena.ofConfined()) {
            OnnxGraph part = OnnxGraph.read(read(twoBranches()).withOutput("early", FLOAT, arena));

            assertThat(part.nodes()).isEqualTo(1);
            assertThat(part.outputs()).extracting(OnnxTensorInfo::toString).containsExactly("early float32");
            assertThat(part.inputs()).extracting(OnnxTensorInfo::name).containsExactly("x");
            assertThat(part.weights()).containsExactly("a");
        }
    }

    @Test
    void whatABranchTakesFromAroundItIsKept() throws Exception {
        var branch = new TinyOnnx().node("Neg", List.of("aside"), "inside").output("inside", FLOAT, 2);
        var passing = new TinyOnnx().node("Constant", List.of(), "unused").output("passed", FLOAT, 2);
        OnnxGraph graph = read(new TinyOnnx()
                .input("x", FLOAT, 2)
                .input("yes", 9)
                .node("Exp", List.of("x"), "aside")
                .node("Abs", List.of("x"), "passed")
                .node("Sin", List.of("x"), "unneeded")
                .node(
                        "If",
                        List.of("yes"),
                        "y",
                        TinyOnnx.Attribute.graph("then_branch", branch),
                        TinyOnnx.Attribute.graph("else_branch", passing))
                .output("y", FLOAT, 2));

        try (Arena arena = Arena.ofConfined()) {
            OnnxGraph part = OnnxGraph.read(graph.withOutput("y", FLOAT, arena));

            assertThat(graph.hasAny(Set.of("Neg"))).isTrue();
            assertThat(part.nodes()).isEqualTo(3);
            assertThat(part.computes("aside")).isTrue();
            assertThat(part.computes("passed")).isTrue();
            assertThat(part.computes("unneeded")).isFalse();
        }
    }

    @Test
    void aTensorThatNothingComputesIsNoOutput() throws Exception {
        OnnxGraph graph = read(twoBranches());

        try (Arena arena = Arena.ofConfined()) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> graph.withOutput("earlier", FLOAT, arena))
                    .withMessage("nothing computes 'earlier'");
        }
        assertThat(graph.namesLike("earlier", 1)).containsExactly("early");
    }

    @Test
    void whatIsNoOnnxIsRefusedWithTheReason() {
        assertRefused(new byte[0], "is empty");
        assertRefused("not a model".getBytes(StandardCharsets.UTF_8), "has no field at byte 0");
        assertRefused(new byte[] {8, 6}, "has 0 graphs, where an ONNX model has one");
        assertRefused(
                new TinyOnnx().bytes(), "has a graph of 0 operations and 0 outputs, where one of each is the least");
    }

    @Test
    void aFileCutShortIsRefusedWhereverItEnds() {
        byte[] whole = twoBranches().bytes();

        for (int length = 0; length < whole.length; length++) {
            byte[] cut = Arrays.copyOf(whole, length);
            assertThatThrownBy(() -> OnnxGraph.read(MemorySegment.ofArray(cut)))
                    .as("the first %d bytes", length)
                    .isInstanceOf(OnnxFormatException.class);
        }
    }

    @Test
    void damagedBytesAreReadOrRefusedAndNeverAnythingElse() {
        var random = new SplittableRandom(seed);
        for (int round = 0; round < 20_000; round++) {
            byte[] damaged = twoBranches().bytes();
            for (int i = random.nextInt(1, 4); i > 0; i--) {
                damaged[random.nextInt(damaged.length)] = (byte) random.nextInt();
            }
            try {
                OnnxGraph.read(MemorySegment.ofArray(damaged));
            } catch (OnnxFormatException refused) {
                assertThat(refused).hasMessageMatching("(has|is|ends) .*");
            } catch (RuntimeException | Error other) {
                throw new AssertionError("rerun with -Dtest.seed=%d, round %d".formatted(seed, round), other);
            }
        }
    }

    /// x -> early -> middle -> late, and x -> other.
    private static TinyOnnx twoBranches() {
        return new TinyOnnx()
                .input("x", FLOAT, "batch", 2)
                .floats("a", List.of(2), 1, 2)
                .floats("b", List.of(2), 3, 4)
                .node("Add", List.of("x", "a"), "early")
                .node("Mul", List.of("early", "b"), "middle")
                .node("Tanh", List.of("middle"), "late")
                .node("ReduceSum", List.of("x"), "other")
                .output("late", FLOAT, "batch", 2)
                .outputOfAnyShape("other", FLOAT);
    }

    private static OnnxGraph read(TinyOnnx onnx) throws OnnxFormatException {
        return OnnxGraph.read(MemorySegment.ofArray(onnx.bytes()));
    }

    private static void assertRefused(byte[] bytes, String reason) {
        assertThatThrownBy(() -> OnnxGraph.read(MemorySegment.ofArray(bytes)))
                .isInstanceOf(OnnxFormatException.class)
                .hasMessage(reason);
    }
}
