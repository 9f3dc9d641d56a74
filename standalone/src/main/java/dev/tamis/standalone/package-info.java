/// The whole platform in one process.
@NullMarked
package dev.tamis.standalone;

import org.jspecify.annotations.NullMarked;
