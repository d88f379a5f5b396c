/** Zones and conduits (IEC 62443-3-2): what may talk to what, who says so and why. */
@NullMarked
package io.holdfast.core.zone;

import org.jspecify.annotations.NullMarked;
