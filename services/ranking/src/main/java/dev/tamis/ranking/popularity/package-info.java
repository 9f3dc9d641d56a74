/// How much users have lately done with an item.
@NullMarked
package dev.tamis.ranking.popularity;

import org.jspecify.annotations.NullMarked;
