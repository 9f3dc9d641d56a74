/// The models there are: those that embed texts, and those that were fitted for a collection.
@NullMarked
package dev.tamis.gateway.model;

import org.jspecify.annotations.NullMarked;
