/** What a device does otherwise than was approved, as model lines and as packets; never as text. */
@NullMarked
package io.holdfast.core.drift;

import org.jspecify.annotations.NullMarked;
