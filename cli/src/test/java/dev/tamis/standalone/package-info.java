/// Stands in for the real platform, whose module this one does not see.
@NullMarked
package dev.tamis.standalone;

import org.jspecify.annotations.NullMarked;
