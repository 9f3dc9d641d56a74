/// Merges the dense and the lexical list of one search into one ranking.
@NullMarked
package dev.tamis.retrieval.fusion;

import org.jspecify.annotations.NullMarked;
