/// The registry of fitted models: checked, stored, activated and rolled back, and noticed by every replica.
@NullMarked
package dev.tamis.retrieval.model;

import org.jspecify.annotations.NullMarked;
