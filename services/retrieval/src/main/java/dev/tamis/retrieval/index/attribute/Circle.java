package dev.tamis.retrieval.index.attribute;

import dev.tamis.common.contract.Filter;
import dev.tamis.common.contract.GeoPoint;

/// The points no farther from a centre than a distance, as [GeoPoint#distanceTo] has it.
final class Circle {

    /// In degrees, about a millimetre: more than rounding can move the edge of the box.
    private static final double MARGIN = 1e-8;

    private final GeoPoint centre;
    private final double metres;
    private final double lonReach;

    /// Latitudes that points of the circle can have, in degrees.
    final double south;

    final double north;

    Circle(Filter.GeoRadius filter) {
        this.centre = filter.near();
        this.metres = filter.within();
        double angle = metres / GeoPoint.EARTH_RADIUS;
        this.south = centre.lat() - Math.toDegrees(angle) - MARGIN;
        this.north = centre.lat() + Math.toDegrees(angle) + MARGIN;
        this.lonReach = lonReach(angle);
    }

    boolean holds(double lat, double lon) {
        return lat >= south && lat <= north && reaches(lon) && centre.distanceTo(new GeoPoint(lat, lon)) <= metres;
    }

    /// How far points lie from the centre's meridian, in degrees: `asin(sin r / cos lat)` unless a pole is within.
    private double lonReach(double angle) {
        if (south <= -90 || north >= 90) {
            return 360;
        }
        return Math.toDegrees(Math.asin(Math.min(1, Math.sin(angle) / Math.cos(Math.toRadians(centre.lat())))))
                + MARGIN / Math.cos(Math.toRadians(Math.max(-south, north)));
    }

    private boolean reaches(double lon) {
        double apart = Math.abs(lon - centre.lon());
        return Math.min(apart, 360 - apart) <= lonReach;
    }
}
