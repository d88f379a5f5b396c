/** Judges what the centre offers, by this site's own dialects and its own verifier (rulings D4). */
@NullMarked
package io.holdfast.site.offers;

import org.jspecify.annotations.NullMarked;
