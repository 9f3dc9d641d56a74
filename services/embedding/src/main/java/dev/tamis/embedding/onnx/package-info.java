/// ONNX files as files: what a graph reads, computes and answers, and the part of it that one tensor needs.
@NullMarked
package dev.tamis.embedding.onnx;

import org.jspecify.annotations.NullMarked;
