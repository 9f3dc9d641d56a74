/// Services that start before their database does, and outlive its absence.
@NullMarked
package dev.tamis.support.database;

import org.jspecify.annotations.NullMarked;
