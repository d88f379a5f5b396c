/** The site node's own directory and the two key pairs it made at its first start. */
@NullMarked
package io.holdfast.site.keys;

import org.jspecify.annotations.NullMarked;
