package dev.tamis.retrieval.follow;

/// Hears of what replicas tell each other through the database besides changes to items.
public interface DatabaseListener {

    /// Where PostgreSQL tells of it (`NOTIFY`).
    String channel();

    /// Something was told, or may have been while nobody listened. Returns at once.
    void heard();
}
