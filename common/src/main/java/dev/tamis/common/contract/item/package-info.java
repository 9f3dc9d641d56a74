/// What is stored and found: items, how they are written, and what became of each.
@NullMarked
package dev.tamis.common.contract.item;

import org.jspecify.annotations.NullMarked;
