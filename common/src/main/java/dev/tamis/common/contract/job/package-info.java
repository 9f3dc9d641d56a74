/// Jobs: long work that is asked for once, runs in the background and tells how far it is.
@NullMarked
package dev.tamis.common.contract.job;

import org.jspecify.annotations.NullMarked;
