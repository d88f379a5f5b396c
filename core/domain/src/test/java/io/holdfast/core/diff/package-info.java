@NullMarked
package io.holdfast.core.diff;

import org.jspecify.annotations.NullMarked;
