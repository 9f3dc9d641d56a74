package dev.tamis.jobs;

import java.util.UUID;

/// An attempt that has begun.
///
/// @param parameters JSON
/// @param attempt its number, from 1
/// @param left what the attempt before it told last
record Begun(UUID id, String collection, String parameters, int attempt, Report left) {}
