/// Items on their way in: read, checked, embedded, stored, one by one or as a stream.
@NullMarked
package dev.tamis.gateway.ingest;

import org.jspecify.annotations.NullMarked;
