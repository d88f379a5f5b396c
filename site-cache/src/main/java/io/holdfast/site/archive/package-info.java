/** The whole configuration of every device, version by version, with its secrets masked. */
@NullMarked
package io.holdfast.site.archive;

import org.jspecify.annotations.NullMarked;
