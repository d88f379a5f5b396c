/** Change requests as a list and the review of one, consequence first. */
@NullMarked
package io.holdfast.ui.changes;

import org.jspecify.annotations.NullMarked;
