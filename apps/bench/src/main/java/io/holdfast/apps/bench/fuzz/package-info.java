/** Bytes nobody thought of, for everything that reads what others wrote. */
@NullMarked
package io.holdfast.apps.bench.fuzz;

import org.jspecify.annotations.NullMarked;
