/// Files of items into a collection, going on where a broken import stopped.
@NullMarked
package dev.tamis.cli.ingest;

import org.jspecify.annotations.NullMarked;
