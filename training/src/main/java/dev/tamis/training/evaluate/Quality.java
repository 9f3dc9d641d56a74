package dev.tamis.training.evaluate;

/// How good the answers to a set of queries are, means of 0 to 1.
///
/// @param ndcg10 nDCG@10, of the queries that have a relevant item
/// @param recall100 share of the relevant items among the first 100, of the same queries
/// @param recallOfExact10 share of the ten best by full vectors among the first ten, of all queries
public record Quality(double ndcg10, double recall100, double recallOfExact10) {}
