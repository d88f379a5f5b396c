/** Order, waves, trial and halt of bringing an approved change to the sites. */
@NullMarked
package io.holdfast.core.rollout;

import org.jspecify.annotations.NullMarked;
