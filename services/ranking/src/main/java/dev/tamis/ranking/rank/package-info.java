/// The order in which candidates suit a user.
@NullMarked
package dev.tamis.ranking.rank;

import org.jspecify.annotations.NullMarked;
