/** Reads devices on a clock, whether or not anybody asks. */
@NullMarked
package io.holdfast.site.lookout;

import org.jspecify.annotations.NullMarked;
