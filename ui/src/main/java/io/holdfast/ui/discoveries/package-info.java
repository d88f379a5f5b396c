/** Looking for devices nobody has entered: order a search, watch it, see what it found. */
@NullMarked
package io.holdfast.ui.discoveries;

import org.jspecify.annotations.NullMarked;
