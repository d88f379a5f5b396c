/** Changes that would lock the site node out, at any size. */
@NullMarked
package io.holdfast.apps.bench.hostile;

import org.jspecify.annotations.NullMarked;
