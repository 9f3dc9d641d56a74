/// How the indexes of a collection are.
@NullMarked
package dev.tamis.retrieval.diagnostics;

import org.jspecify.annotations.NullMarked;
