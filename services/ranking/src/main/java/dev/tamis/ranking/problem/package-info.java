/// What this service refuses, and how it says so.
@NullMarked
package dev.tamis.ranking.problem;

import org.jspecify.annotations.NullMarked;
