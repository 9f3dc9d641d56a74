/// One scheduler for the texts of all requests and models: bounded, queries first, fair between callers.
@NullMarked
package dev.tamis.embedding.schedule;

import org.jspecify.annotations.NullMarked;
