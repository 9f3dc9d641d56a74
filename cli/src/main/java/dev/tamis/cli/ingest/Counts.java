package dev.tamis.cli.ingest;

/// What became of the lines of an import.
///
/// @param withoutVector how many of the stored items have no vector yet
/// @param embedded texts for which a vector was made
record Counts(long stored, long failed, long withoutVector, long embedded) {

    static final Counts NONE = new Counts(0, 0, 0, 0);

    Counts plus(Counts more) {
        return new Counts(
                stored + more.stored,
                failed + more.failed,
                withoutVector + more.withoutVector,
                embedded + more.embedded);
    }

    long lines() {
        return stored + failed;
    }
}
