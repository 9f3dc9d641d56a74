/// Jobs: asked for, watched and cancelled over HTTP; run by this process or by another.
@NullMarked
package dev.tamis.gateway.job;

import org.jspecify.annotations.NullMarked;
