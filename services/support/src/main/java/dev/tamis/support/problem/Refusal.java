package dev.tamis.support.problem;

/// Why a well-formed request was refused, in terms the client can act on. Each service has a sealed set of its
/// own.
public interface Refusal {}
