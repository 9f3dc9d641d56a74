/// The models that are served, and the running of one on one text.
@NullMarked
package dev.tamis.embedding.model;

import org.jspecify.annotations.NullMarked;
