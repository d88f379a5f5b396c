/** Looks for devices nobody has entered, where and as fast as the centre signed it. */
@NullMarked
package io.holdfast.site.search;

import org.jspecify.annotations.NullMarked;
