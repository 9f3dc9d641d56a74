/// Items: written, read, deleted, and followed through the feed of their changes.
@NullMarked
package dev.tamis.retrieval.item;

import org.jspecify.annotations.NullMarked;
