/// Tests of parts of this capability.
@NullMarked
package dev.tamis.gateway.ingest;

import org.jspecify.annotations.NullMarked;
