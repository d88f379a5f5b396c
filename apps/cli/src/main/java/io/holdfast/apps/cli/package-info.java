/**
 * The command-line program: every word that {@code ./holdfast} does not know itself (rulings W3).
 */
@NullMarked
package io.holdfast.apps.cli;

import org.jspecify.annotations.NullMarked;
