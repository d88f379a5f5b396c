/** May it pass: a question in, a sentence and the way out. */
@NullMarked
package io.holdfast.ui.explanations;

import org.jspecify.annotations.NullMarked;
