/** Rows of sites and devices. */
@NullMarked
package io.holdfast.controller.inventory.store;

import org.jspecify.annotations.NullMarked;
