/// Hot loops over primitive arrays, and nothing else.
@NullMarked
package dev.tamis.common.kernel;

import org.jspecify.annotations.NullMarked;
