/** Events on disk, and who wants to hear of which. */
@NullMarked
package io.holdfast.controller.notices.store;

import org.jspecify.annotations.NullMarked;
