/// Messages of the registry of fitted models.
@NullMarked
package dev.tamis.common.contract.model;

import org.jspecify.annotations.NullMarked;
