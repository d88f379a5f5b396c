/** Tokens by which programs act in a person's name. */
@NullMarked
package io.holdfast.ui.tokens;

import org.jspecify.annotations.NullMarked;
