/// Fits models, so that another worker can go on where one died, and adds them to the registry.
@NullMarked
package dev.tamis.worker.fit;

import org.jspecify.annotations.NullMarked;
