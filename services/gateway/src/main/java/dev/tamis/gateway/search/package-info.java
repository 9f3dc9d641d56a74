/// Public search: embeds the query, retrieves, ranks, and says what took no part.
@NullMarked
package dev.tamis.gateway.search;

import org.jspecify.annotations.NullMarked;
