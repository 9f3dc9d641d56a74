/// The services that the worker asks: for vectors, for embeddings of queries, and to keep what it fitted.
@NullMarked
package dev.tamis.worker.client;

import org.jspecify.annotations.NullMarked;
