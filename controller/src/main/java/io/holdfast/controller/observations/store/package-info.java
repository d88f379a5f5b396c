/** Where observations are kept: one query, one method. */
@NullMarked
package io.holdfast.controller.observations.store;

import org.jspecify.annotations.NullMarked;
