/** The parts every page is built from: frame, state marks, facts, tables, words. */
@NullMarked
package io.holdfast.ui.kit;

import org.jspecify.annotations.NullMarked;
