/** What the link remembers: explicit SQL, append-only where it is history. */
@NullMarked
package io.holdfast.controller.sitelinks.store;

import org.jspecify.annotations.NullMarked;
