/** When changes may start at a site, and the freezes of the organisation. */
@NullMarked
package io.holdfast.ui.windows;

import org.jspecify.annotations.NullMarked;
