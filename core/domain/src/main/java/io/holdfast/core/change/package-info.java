/** The life of a change request and the edits it carries. */
@NullMarked
package io.holdfast.core.change;

import org.jspecify.annotations.NullMarked;
