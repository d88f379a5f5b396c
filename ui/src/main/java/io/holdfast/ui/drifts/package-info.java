/** What devices do otherwise than was approved, and what is to become of it. */
@NullMarked
package io.holdfast.ui.drifts;

import org.jspecify.annotations.NullMarked;
