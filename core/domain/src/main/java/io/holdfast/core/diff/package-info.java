/** What changes, in words a person signs: conversations, and lines of device configuration. */
@NullMarked
package io.holdfast.core.diff;

import org.jspecify.annotations.NullMarked;
