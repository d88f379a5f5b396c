/** What ends while a site is alone, and what comes of it then. */
@NullMarked
package io.holdfast.core.autonomy;

import org.jspecify.annotations.NullMarked;
