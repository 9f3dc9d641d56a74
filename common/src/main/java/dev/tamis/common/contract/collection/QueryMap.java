package dev.tamis.common.contract.collection;

/// A linear map by which queries of the new model can search the vectors of the old one.
///
/// @param sample items that it was fitted on and measured with
/// @param cosine of mapped vectors to the true ones, in the mean over items that it was not fitted on
public record QueryMap(int sample, double cosine) {}
