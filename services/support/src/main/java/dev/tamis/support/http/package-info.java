/// What every request passes through: its id and the limit on its body.
@NullMarked
package dev.tamis.support.http;

import org.jspecify.annotations.NullMarked;
