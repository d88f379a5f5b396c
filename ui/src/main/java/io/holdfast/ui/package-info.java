/** The Vaadin dashboard (library): kit/ and one package per feature. */
@NullMarked
package io.holdfast.ui;

import org.jspecify.annotations.NullMarked;
