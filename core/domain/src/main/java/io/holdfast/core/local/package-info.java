/** What was decided at a site while the centre may have decided something else. */
@NullMarked
package io.holdfast.core.local;

import org.jspecify.annotations.NullMarked;
