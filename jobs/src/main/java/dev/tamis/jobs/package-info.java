/// Jobs: a queue in PostgreSQL, and workers that run each job once at a time and go on where one died.
@NullMarked
package dev.tamis.jobs;

import org.jspecify.annotations.NullMarked;
