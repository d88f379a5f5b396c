/**
 * Proofs about configurations: what a site's devices really let through, whether that is exactly
 * what was approved, and if not, one packet that shows it. Imports nothing from compile (rulings
 * P3).
 */
@NullMarked
package io.holdfast.core.verify;

import org.jspecify.annotations.NullMarked;
