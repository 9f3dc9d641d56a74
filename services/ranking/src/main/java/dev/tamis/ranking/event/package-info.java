/// What users did with items: taken in, kept, and counted.
@NullMarked
package dev.tamis.ranking.event;

import org.jspecify.annotations.NullMarked;
