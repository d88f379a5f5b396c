/** Benchmarks beside their peers, and checks at any size: {@code ./holdfast bench|check NAME}. */
@NullMarked
package io.holdfast.apps.bench;

import org.jspecify.annotations.NullMarked;
