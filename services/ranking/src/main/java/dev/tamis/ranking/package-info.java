/// The ranking service: events, and the order in which candidates suit a user.
@NullMarked
package dev.tamis.ranking;

import org.jspecify.annotations.NullMarked;
