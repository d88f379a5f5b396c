/** The centre's features started as a whole on a real PostgreSQL, for tests from outside. */
@NullMarked
package io.holdfast.plant;

import org.jspecify.annotations.NullMarked;
