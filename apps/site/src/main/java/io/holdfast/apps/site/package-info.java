/** Wiring of the site node: features, adapters and dialects in one runnable jar. */
@NullMarked
package io.holdfast.apps.site;

import org.jspecify.annotations.NullMarked;
