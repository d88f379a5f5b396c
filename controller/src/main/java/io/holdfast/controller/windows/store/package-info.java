/** Freezes in the database. */
@NullMarked
package io.holdfast.controller.windows.store;

import org.jspecify.annotations.NullMarked;
