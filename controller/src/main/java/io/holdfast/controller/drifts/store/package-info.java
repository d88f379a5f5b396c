/** What people decided about drift, in the database. */
@NullMarked
package io.holdfast.controller.drifts.store;

import org.jspecify.annotations.NullMarked;
