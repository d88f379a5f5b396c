/** Alarms of all sites: what is wrong, since when, and who sees to it. */
@NullMarked
package io.holdfast.ui.alarms;

import org.jspecify.annotations.NullMarked;
