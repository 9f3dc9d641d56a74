/// What jobs work on: items of a collection and queries, with their vectors and judgments.
@NullMarked
package dev.tamis.worker.data;

import org.jspecify.annotations.NullMarked;
