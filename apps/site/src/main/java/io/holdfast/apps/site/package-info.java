/** Wiring of the site node: command line, adapters on the run-time path, clean stop. */
@NullMarked
package io.holdfast.apps.site;

import org.jspecify.annotations.NullMarked;
