package dev.tamis.retrieval.index.attribute;

/// Walks over values in their order, each once, with how often they occur.
interface ValueCounts {

    /// Goes to the next value that occurs.
    ///
    /// @return false if there is none; nothing else may be asked then
    boolean next();

    Object value();

    /// 1 or more.
    long count();
}
