/** When a person has to look: thresholds with hysteresis, and what people did about it. */
@NullMarked
package io.holdfast.core.alarm;

import org.jspecify.annotations.NullMarked;
