/// A first look: a sample catalogue, searched in three ways.
@NullMarked
package dev.tamis.cli.demo;

import org.jspecify.annotations.NullMarked;
