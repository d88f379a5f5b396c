/** What Holdfast knows: pure functions on records. No clock, no randomness, no IO. */
@NullMarked
package io.holdfast.core;

import org.jspecify.annotations.NullMarked;
