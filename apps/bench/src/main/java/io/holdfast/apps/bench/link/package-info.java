/**
 * The link at the size of a country: many sites held, woken, coming back, handing over journals.
 */
@NullMarked
package io.holdfast.apps.bench.link;

import org.jspecify.annotations.NullMarked;
