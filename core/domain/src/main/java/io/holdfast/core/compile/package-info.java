/** From what people decided to what each device is told, each rule remembering why it exists. */
@NullMarked
package io.holdfast.core.compile;

import org.jspecify.annotations.NullMarked;
