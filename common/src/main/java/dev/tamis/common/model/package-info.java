/// Fitted models as files, and what they compute: an artifact is a manifest and its weights as safetensors, and
/// proves with a sample of inputs and outputs that it is computed here as it was where it was fitted.
@NullMarked
package dev.tamis.common.model;

import org.jspecify.annotations.NullMarked;
