/** Bringing in sites, devices and prefixes from a file: tried first, then all of it. */
@NullMarked
package io.holdfast.ui.imports;

import org.jspecify.annotations.NullMarked;
