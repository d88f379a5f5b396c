/** What Holdfast knows: pure Java, no Spring, no IO, no clock, no randomness. */
@NullMarked
package io.holdfast.core;

import org.jspecify.annotations.NullMarked;
