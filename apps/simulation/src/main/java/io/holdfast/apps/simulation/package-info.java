/** A hundred sites and ninety days in seconds, on the same decisions as the product. */
@NullMarked
package io.holdfast.apps.simulation;

import org.jspecify.annotations.NullMarked;
