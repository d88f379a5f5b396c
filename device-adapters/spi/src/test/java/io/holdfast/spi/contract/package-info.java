/**
 * What every dialect and every session must be able to show: the contract test kit, shipped as the
 * test jar.
 */
@NullMarked
package io.holdfast.spi.contract;

import org.jspecify.annotations.NullMarked;
