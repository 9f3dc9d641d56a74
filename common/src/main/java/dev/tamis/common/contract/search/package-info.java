/// Public search: what a caller asks of the gateway and is answered.
@NullMarked
package dev.tamis.common.contract.search;

import org.jspecify.annotations.NullMarked;
