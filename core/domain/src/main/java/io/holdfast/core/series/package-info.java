/** Measured values over time: blocks of samples, gaps that are told, how long what is kept. */
@NullMarked
package io.holdfast.core.series;

import org.jspecify.annotations.NullMarked;
