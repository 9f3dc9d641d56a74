package dev.tamis.retrieval.upgrade;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.tamis.common.kernel.Normalization;
import dev.tamis.retrieval.upgrade.LinearMap.Fitted;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LinearMapTest {

    private static final int FROM = 17;
    private static final int TO = 24;

    private final SplittableRandom random = new SplittableRandom(5);

    @Test
    void findsTheMapThatMadeTheTargets() {
        List<float[]> sources = units(400);

        Fitted fitted = LinearMap.fit(
                sources, sources.stream().map(LinearMapTest::truly).toList());

        assertThat(fitted.cosine()).isGreaterThan(0.999);
        float[] fresh = unit(FROM);
        float[] mapped = fitted.map().map(fresh);
        Normalization.normalize(mapped);
        float[] expected = truly(fresh);
        for (int i = 0; i < TO; i++) {
            assertThat(mapped[i]).isCloseTo(expected[i], within(0.01f));
        }
    }

    @Test
    void saysWithItsCosineThatThereIsNothingToFind() {
        List<float[]> targets = IntStream.range(0, 400).mapToObj(i -> unit(TO)).toList();

        assertThat(LinearMap.fit(units(400), targets).cosine()).isCloseTo(0, within(0.15));
    }

    @Test
    void isTheSameOnceItIsStoredAndRead() {
        List<float[]> sources = units(100);
        LinearMap map = LinearMap.fit(
                        sources, sources.stream().map(LinearMapTest::truly).toList())
                .map();

        LinearMap read = LinearMap.of(map.toBytes(), FROM);

        assertThat(read.from()).isEqualTo(FROM);
        assertThat(read.map(sources.getFirst())).isEqualTo(map.map(sources.getFirst()));
    }

    /// Turns a vector into a larger space, where it keeps its norm.
    private static float[] truly(float[] source) {
        float[] target = new float[TO];
        for (int j = 0; j < FROM; j++) {
            target[j * 5 % TO] = j % 2 == 0 ? source[j] : -source[j];
        }
        return target;
    }

    private List<float[]> units(int n) {
        return IntStream.range(0, n).mapToObj(i -> unit(FROM)).toList();
    }

    private float[] unit(int d) {
        float[] values = new float[d];
        for (int j = 0; j < d; j++) {
            values[j] = (float) random.nextGaussian();
        }
        Normalization.normalize(values);
        return values;
    }
}
