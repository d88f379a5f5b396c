/** What happened that people may have to look at, and who hears of it by mail. */
@NullMarked
package io.holdfast.ui.notices;

import org.jspecify.annotations.NullMarked;
