/**
 * What the site node knows for certain: accepted state and journal, on disk before anything is
 * touched.
 */
@NullMarked
package io.holdfast.site.ledger;

import org.jspecify.annotations.NullMarked;
