/// Values that several services' messages share: vectors and filters.
@NullMarked
package dev.tamis.common.contract;

import org.jspecify.annotations.NullMarked;
