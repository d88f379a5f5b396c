/** Deliberately bad examples: each breaks one rule, so that the rule is seen to catch it. */
@NullMarked
package io.holdfast.bundlecheck.bad;

import org.jspecify.annotations.NullMarked;
