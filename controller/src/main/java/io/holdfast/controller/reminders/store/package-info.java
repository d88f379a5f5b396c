/** Which drift was told already, in the database. */
@NullMarked
package io.holdfast.controller.reminders.store;

import org.jspecify.annotations.NullMarked;
