package dev.tamis.common.contract.ranking;

/// What became of the events that were sent: all of them are kept, or none.
///
/// @param accepted how many are new
/// @param duplicates how many were known by their `event_id` already, and were not counted again
public record EventsAccepted(int accepted, int duplicates) {}
