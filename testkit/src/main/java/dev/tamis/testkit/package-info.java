/// What the tests of several modules share.
@NullMarked
package dev.tamis.testkit;

import org.jspecify.annotations.NullMarked;
