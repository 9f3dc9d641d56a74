/// The OpenAPI document: what the paths are, with examples.
@NullMarked
package dev.tamis.gateway.documentation;

import org.jspecify.annotations.NullMarked;
