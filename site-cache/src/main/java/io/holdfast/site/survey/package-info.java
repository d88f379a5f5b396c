/** Reads every device whole on a clock, and keeps the newest of each. */
@NullMarked
package io.holdfast.site.survey;

import org.jspecify.annotations.NullMarked;
