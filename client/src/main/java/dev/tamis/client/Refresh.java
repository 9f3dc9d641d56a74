package dev.tamis.client;

/// When a call that writes returns.
public enum Refresh {
    /// Once the items are stored; searches find them within moments.
    LATER,
    /// Once searches find them too.
    WAIT
}
