package dev.tamis.common.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class GeoPointTest {

    private static final double HALF_WAY_ROUND = Math.PI * GeoPoint.EARTH_RADIUS;

    private final long seed = Long.getLong("test.seed", System.nanoTime());

    @Test
    void distancesAlongMeridiansAndTheEquatorAreThoseOfTheirAngles() {
        double degree = HALF_WAY_ROUND / 180;

        assertThat(new GeoPoint(52, 13).distanceTo(new GeoPoint(53, 13))).isCloseTo(degree, within(1e-6));
        assertThat(new GeoPoint(0, 179.5).distanceTo(new GeoPoint(0, -179.5))).isCloseTo(degree, within(1e-6));
        assertThat(new GeoPoint(89.5, 0).distanceTo(new GeoPoint(89.5, 180))).isCloseTo(degree, within(1e-6));
        assertThat(new GeoPoint(90, 0).distanceTo(new GeoPoint(90, 77))).isCloseTo(0, within(1e-6));
        assertThat(new GeoPoint(90, 0).distanceTo(new GeoPoint(-90, 5))).isCloseTo(HALF_WAY_ROUND, within(0.2));
        assertThat(new GeoPoint(1e-9, 0).distanceTo(new GeoPoint(0, 0))).isCloseTo(degree * 1e-9, within(1e-12));
    }

    @Test
    void distancesAreThoseOfTheAngleBetweenTheTwoDirections() {
        var random = new SplittableRandom(seed);
        for (int i = 0; i < 1_000; i++) {
            var one = new GeoPoint(random.nextDouble(-90, 90), random.nextDouble(-180, 180));
            var other = new GeoPoint(random.nextDouble(-90, 90), random.nextDouble(-180, 180));

            assertThat(one.distanceTo(other))
                    .as("%s to %s, rerun with -Dtest.seed=%d", one, other, seed)
                    .isCloseTo(GeoPoint.EARTH_RADIUS * angle(direction(one), direction(other)), within(0.01))
                    .isCloseTo(other.distanceTo(one), within(1e-6));
        }
    }

    @Test
    void aPlaceIsWithinItsRanges() {
        assertThat(new GeoPoint(-0.0, -0.0)).isEqualTo(new GeoPoint(0, 0));
        assertThatThrownBy(() -> new GeoPoint(90.1, 0)).hasMessage("'lat' is 90.1, but lies within -90 and 90 degrees");
        assertThatThrownBy(() -> new GeoPoint(0, -181))
                .hasMessage("'lon' is -181.0, but lies within -180 and 180 degrees");
        assertThatThrownBy(() -> new GeoPoint(Double.NaN, 0)).hasMessageContaining("'lat' is NaN");
    }

    @Test
    void valuesOfAttributesArePointsIfTheyHaveLatitudeAndLongitudeOnly() {
        assertThat(GeoPoint.of(Map.of("lat", 1, "lon", 2.5))).isEqualTo(new GeoPoint(1, 2.5));
        assertThat(GeoPoint.of(new GeoPoint(1, 2))).isEqualTo(new GeoPoint(1, 2));
        assertThat(new JsonMapper().writeValueAsString(new GeoPoint(1, 2.5))).isEqualTo("{\"lat\":1.0,\"lon\":2.5}");
        assertThatThrownBy(() -> GeoPoint.of(Map.of("lat", 1))).hasMessageContaining("and nothing else, not {lat=1}");
        assertThatThrownBy(() -> GeoPoint.of(null)).hasMessageContaining("not null");
    }

    private static double[] direction(GeoPoint point) {
        double fi = Math.toRadians(point.lat());
        double lambda = Math.toRadians(point.lon());
        return new double[] {Math.cos(fi) * Math.cos(lambda), Math.cos(fi) * Math.sin(lambda), Math.sin(fi)};
    }

    /// By its tangent, which is well-conditioned everywhere.
    private static double angle(double[] a, double[] b) {
        double x = a[1] * b[2] - a[2] * b[1];
        double y = a[2] * b[0] - a[0] * b[2];
        double z = a[0] * b[1] - a[1] * b[0];
        double cosine = a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
        return Math.atan2(Math.sqrt(x * x + y * y + z * z), cosine);
    }
}
