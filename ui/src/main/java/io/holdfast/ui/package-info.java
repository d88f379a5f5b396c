/**
 * The dashboard: kit and one package per feature. It calls the same use cases as REST, in process.
 */
@NullMarked
package io.holdfast.ui;

import org.jspecify.annotations.NullMarked;
