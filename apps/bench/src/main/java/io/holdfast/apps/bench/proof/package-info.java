/** The proof against other engines and other eyes, and what it costs beside them. */
@NullMarked
package io.holdfast.apps.bench.proof;

import org.jspecify.annotations.NullMarked;
