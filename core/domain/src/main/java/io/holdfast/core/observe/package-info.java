/** What was seen of a device, when, and how surely. */
@NullMarked
package io.holdfast.core.observe;

import org.jspecify.annotations.NullMarked;
