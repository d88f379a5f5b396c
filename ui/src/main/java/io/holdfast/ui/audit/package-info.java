/** Who did what, and whether the record of it is whole. */
@NullMarked
package io.holdfast.ui.audit;

import org.jspecify.annotations.NullMarked;
