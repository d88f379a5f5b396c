@NullMarked
package io.holdfast.core.verify;

import org.jspecify.annotations.NullMarked;
