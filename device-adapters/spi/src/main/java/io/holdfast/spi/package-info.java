/** DeviceDialect, DeviceSession and the contract test kit for both (in the test jar). */
@NullMarked
package io.holdfast.spi;

import org.jspecify.annotations.NullMarked;
