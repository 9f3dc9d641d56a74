package dev.tamis.common.contract;

import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A place on Earth (WGS 84), in JSON `{"lat": 52.5, "lon": 13.4}`.
///
/// @param lat latitude in degrees, -90 (south pole) to 90
/// @param lon longitude in degrees, -180 (west) to 180
public record GeoPoint(double lat, double lon) {

    /// Mean radius of the Earth in metres, the one that Lucene takes.
    public static final double EARTH_RADIUS = 6_371_008.7714;

    private static final Set<String> NAMES = Set.of("lat", "lon");

    public GeoPoint {
        lat = coordinate("lat", lat, 90);
        lon = coordinate("lon", lon, 180);
    }

    /// The point that an attribute's value is: a point, or a JSON object that was read as a map.
    ///
    /// @throws IllegalArgumentException saying what is wrong and what would be right
    public static GeoPoint of(@Nullable Object value) {
        return switch (value) {
            case GeoPoint point -> point;
            case Map<?, ?> json
            when json.keySet().equals(NAMES) ->
                new GeoPoint(number("lat", json.get("lat")), number("lon", json.get("lon")));
            case null, default ->
                throw new IllegalArgumentException(
                        "a geo point is {\"lat\": LATITUDE, \"lon\": LONGITUDE} and nothing else, not " + value);
        };
    }

    /// Length in metres of the shortest way to another point over the surface of a sphere, by the haversine formula;
    /// the Earth is no sphere, so that it is wrong by up to 0.6 %.
    ///
    /// Accuracy: a few ulps, except close to the antipode, where half of the digits are lost (about 0.1 m).
    public double distanceTo(GeoPoint other) {
        double fi = Math.toRadians(lat);
        double otherFi = Math.toRadians(other.lat);
        double sinHalfLat = Math.sin((otherFi - fi) / 2);
        double sinHalfLon = Math.sin(Math.toRadians(other.lon - lon) / 2);
        double haversine = sinHalfLat * sinHalfLat + Math.cos(fi) * Math.cos(otherFi) * sinHalfLon * sinHalfLon;
        return 2 * EARTH_RADIUS * Math.asin(Math.min(1, Math.sqrt(haversine)));
    }

    private static double coordinate(String name, double degrees, double most) {
        if (!(Math.abs(degrees) <= most)) {
            throw new IllegalArgumentException(
                    "'%s' is %s, but lies within -%.0f and %.0f degrees".formatted(name, degrees, most, most));
        }
        return degrees + 0.0; // -0 becomes 0: one place, one point
    }

    private static double number(String name, @Nullable Object value) {
        if (value instanceof Number number) {
            return number.doubleValue();
        }
        throw new IllegalArgumentException("'%s' of a geo point is a number of degrees, not %s".formatted(name, value));
    }
}
