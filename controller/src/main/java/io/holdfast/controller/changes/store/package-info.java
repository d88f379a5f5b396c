/** Rows of change requests. */
@NullMarked
package io.holdfast.controller.changes.store;

import org.jspecify.annotations.NullMarked;
