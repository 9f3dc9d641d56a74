/// The training worker: takes jobs that fit models to collections, and evaluate them, from the queue.
@NullMarked
package dev.tamis.worker;

import org.jspecify.annotations.NullMarked;
