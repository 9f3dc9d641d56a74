/// Tests of the settings of clients.
@NullMarked
package dev.tamis.worker.client;

import org.jspecify.annotations.NullMarked;
