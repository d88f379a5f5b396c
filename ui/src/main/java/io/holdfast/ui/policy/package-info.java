/** The zone-conduit matrix and the form for a conduit. */
@NullMarked
package io.holdfast.ui.policy;

import org.jspecify.annotations.NullMarked;
