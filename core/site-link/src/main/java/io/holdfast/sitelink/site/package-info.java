/**
 * The whole behaviour of a site node as {@code step(state, event, now) -> (state, orders)} (rulings
 * S1). Pure: it decides; the shell around it keeps, sends, speaks to devices, and tells what came
 * of it.
 */
@NullMarked
package io.holdfast.sitelink.site;

import org.jspecify.annotations.NullMarked;
