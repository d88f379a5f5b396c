/**
 * Samples, alarms and gaps of the site's devices: kept here, told to the centre when it is there.
 */
@NullMarked
package io.holdfast.site.health;

import org.jspecify.annotations.NullMarked;
