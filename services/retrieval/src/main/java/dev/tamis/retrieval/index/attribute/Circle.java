package dev.tamis.retrieval.index.attribute;

import dev.tamis.common.contract.Filter;
import dev.tamis.common.contract.GeoPoint;
import java.util.Arrays;

/// The points no farther from a centre than a distance, as [GeoPoint#distanceTo] has it.
///
/// The latitudes of the circle are cut into strips. In each, points up to some degrees of longitude from the
/// centre's meridian lie in a circle that is a little smaller, and those from some more degrees on lie outside of
/// one that is a little larger; only between the two is the distance calculated. The half width of a circle rises
/// with the latitude to one greatest value and falls from there, as long as its radius is less than a quarter of
/// the way around the Earth; all distances to the points of a larger circle are calculated.
final class Circle {

    private static final int STRIPS = 256;

    /// Metres by which the circles are smaller and larger: far more than rounding can be wrong by.
    private static final double MARGIN = 0.01;

    private final GeoPoint centre;
    private final double metres;

    /// Latitudes that points of the circle can have, in degrees.
    final double south;

    final double north;

    private final double stripsPerDegree;

    /// By strip, in degrees from the centre's meridian: how far all points lie within the circle, how far some may.
    private final double[] within = new double[STRIPS];

    private final double[] beyond = new double[STRIPS];

    Circle(Filter.GeoRadius filter) {
        this.centre = filter.near();
        this.metres = filter.within();
        double reach = Math.toDegrees(angle(metres + MARGIN));
        this.south = Math.max(-90, centre.lat() - reach);
        this.north = Math.min(90, centre.lat() + reach);
        this.stripsPerDegree = STRIPS / (north - south);
        Arrays.fill(within, -1);
        Arrays.fill(beyond, 180);
        if (angle(metres + MARGIN) < Math.PI / 2) {
            measureStrips();
        }
    }

    boolean holds(double lat, double lon) {
        if (!(lat >= south && lat <= north)) {
            return false;
        }
        double apart = Math.abs(lon - centre.lon());
        double degrees = Math.min(apart, 360 - apart);
        int strip = Math.min(STRIPS - 1, (int) ((lat - south) * stripsPerDegree));
        if (degrees <= within[strip]) {
            return true;
        }
        return degrees <= beyond[strip] && centre.distanceTo(new GeoPoint(lat, lon)) <= metres;
    }

    private void measureStrips() {
        double smaller = metres - MARGIN;
        double larger = metres + MARGIN;
        // Here the larger circle is widest, unless it goes around a pole and is widest there.
        double sinWidest = Math.sin(Math.toRadians(centre.lat())) / Math.cos(angle(larger));
        double widest = Math.toDegrees(Math.asin(Math.clamp(sinWidest, -1, 1)));
        for (int strip = 0; strip < STRIPS; strip++) {
            double from = south + strip / stripsPerDegree;
            double to = Math.min(90, south + (strip + 1) / stripsPerDegree);
            within[strip] = Math.min(halfWidth(from, smaller), halfWidth(to, smaller));
            beyond[strip] = halfWidth(Math.clamp(widest, from, to), larger);
        }
    }

    /// How far points of this latitude lie from the centre's meridian, in degrees of longitude, when their distance
    /// from the centre is a radius; -1 if all are farther, 180 if none is. It is the haversine formula solved for
    /// longitude.
    private double halfWidth(double lat, double radius) {
        if (radius < 0) {
            return -1;
        }
        double left = squaredSine(angle(radius)) - squaredSine(Math.toRadians(lat - centre.lat()));
        double squared = left / (Math.cos(Math.toRadians(lat)) * Math.cos(Math.toRadians(centre.lat())));
        return left < 0 ? -1 : squared >= 1 ? 180 : Math.toDegrees(2 * Math.asin(Math.sqrt(squared)));
    }

    private static double squaredSine(double angle) {
        double sine = Math.sin(angle / 2);
        return sine * sine;
    }

    private static double angle(double metres) {
        return metres / GeoPoint.EARTH_RADIUS;
    }
}
