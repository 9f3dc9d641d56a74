/// Named sets of items: creating and describing them.
@NullMarked
package dev.tamis.common.contract.collection;

import org.jspecify.annotations.NullMarked;
