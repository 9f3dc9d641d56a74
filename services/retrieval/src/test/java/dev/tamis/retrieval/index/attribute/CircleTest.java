package dev.tamis.retrieval.index.attribute;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tamis.common.contract.Filter;
import dev.tamis.common.contract.GeoPoint;
import java.util.Random;
import org.junit.jupiter.api.Test;

class CircleTest {

    private final long seed = Long.getLong("dev.tamis.test.seed", System.nanoTime());
    private final Random random = new Random(seed);

    @Test
    void holdsThePointsWhoseDistanceIsNoMoreThanItsRadius() {
        for (int round = 0; round < 2_000; round++) {
            GeoPoint centre = point();
            double metres = random.nextInt(20) == 0 ? 0 : Math.pow(10, random.nextDouble(-2, 7.31));
            var circle = new Circle(new Filter.GeoRadius("place", centre, metres));
            for (int i = 0; i < 200; i++) {
                GeoPoint point = i % 2 == 0 ? point() : near(centre, metres);
                assertThat(circle.holds(point.lat(), point.lon()))
                        .as("%s within %s m of %s, seed %d", point, metres, centre, seed)
                        .isEqualTo(centre.distanceTo(point) <= metres);
            }
        }
    }

    @Test
    void holdsItsCentreHoweverSmallItIs() {
        GeoPoint centre = point();

        assertThat(new Circle(new Filter.GeoRadius("place", centre, 0)).holds(centre.lat(), centre.lon()))
                .as("%s, seed %d", centre, seed)
                .isTrue();
    }

    /// Among them poles, the equator, and both sides of the date line.
    private GeoPoint point() {
        double lat = switch (random.nextInt(6)) {
            case 0 -> 90 - Math.pow(10, random.nextDouble(-9, 1));
            case 1 -> random.nextBoolean() ? 90 : -90;
            case 2 -> 0;
            default -> random.nextDouble(-90, 90);
        };
        return new GeoPoint(lat, random.nextInt(8) == 0 ? 180 - random.nextInt(2) * 360 : random.nextDouble(-180, 180));
    }

    /// A point about as far from a centre as a distance, in any direction: the edge is where mistakes are.
    private GeoPoint near(GeoPoint centre, double metres) {
        double angle = metres * (1 + random.nextGaussian() * Math.pow(10, random.nextDouble(-12, -1)));
        angle /= GeoPoint.EARTH_RADIUS;
        double bearing = random.nextDouble(2 * Math.PI);
        double lat = Math.toRadians(centre.lat());
        double sine = Math.sin(lat) * Math.cos(angle) + Math.cos(lat) * Math.sin(angle) * Math.cos(bearing);
        double east =
                Math.atan2(Math.sin(bearing) * Math.sin(angle) * Math.cos(lat), Math.cos(angle) - Math.sin(lat) * sine);
        double lon = centre.lon() + Math.toDegrees(east);
        return new GeoPoint(
                Math.toDegrees(Math.asin(Math.clamp(sine, -1, 1))),
                Math.clamp(lon - 360 * Math.rint(lon / 360), -180, 180));
    }
}
