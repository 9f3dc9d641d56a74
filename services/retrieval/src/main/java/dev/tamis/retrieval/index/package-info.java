/// Dense search by pgvector: exact, and through HNSW graphs that are built in the background.
@NullMarked
package dev.tamis.retrieval.index;

import org.jspecify.annotations.NullMarked;
