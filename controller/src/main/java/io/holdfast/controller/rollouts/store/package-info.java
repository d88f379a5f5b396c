/** Rollouts on disk. */
@NullMarked
package io.holdfast.controller.rollouts.store;

import org.jspecify.annotations.NullMarked;
