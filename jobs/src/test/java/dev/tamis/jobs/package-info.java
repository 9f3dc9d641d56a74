@NullMarked
package dev.tamis.jobs;

import org.jspecify.annotations.NullMarked;
