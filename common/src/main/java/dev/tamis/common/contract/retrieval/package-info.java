/// What the gateway asks of the retrieval service.
@NullMarked
package dev.tamis.common.contract.retrieval;

import org.jspecify.annotations.NullMarked;
