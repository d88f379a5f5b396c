/** Rollouts as a list and live, wave by wave. */
@NullMarked
package io.holdfast.ui.rollouts;

import org.jspecify.annotations.NullMarked;
