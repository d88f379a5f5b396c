/** The running site node: one thread owns what it knows, everything else carries out its orders. */
@NullMarked
package io.holdfast.site.node;

import org.jspecify.annotations.NullMarked;
