/** Recorded devices discovered over UDP and compared with what another product expects of them. */
@NullMarked
package io.holdfast.apps.bench.recordings;

import org.jspecify.annotations.NullMarked;
