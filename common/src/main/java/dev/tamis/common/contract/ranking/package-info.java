/// Events, and the order in which candidates suit a user.
@NullMarked
package dev.tamis.common.contract.ranking;

import org.jspecify.annotations.NullMarked;
