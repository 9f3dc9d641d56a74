package dev.tamis.client;

/// How a service says it is.
///
/// @param status `UP`, `DOWN`, `OUT_OF_SERVICE` or `UNKNOWN`
public record Health(String status) {

    public boolean isUp() {
        return status.equals("UP");
    }
}
