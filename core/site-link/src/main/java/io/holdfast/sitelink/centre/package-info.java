/**
 * What the centre makes of a site's word, as a pure decision; its stores and its door carry it out.
 */
@NullMarked
package io.holdfast.sitelink.centre;

import org.jspecify.annotations.NullMarked;
