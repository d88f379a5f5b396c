/** What a device does already, read into the model as a draft: nothing stays "legacy" (R30). */
@NullMarked
package io.holdfast.core.brownfield;

import org.jspecify.annotations.NullMarked;
