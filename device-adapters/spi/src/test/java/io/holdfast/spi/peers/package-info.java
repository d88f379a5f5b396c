/**
 * Servers nobody here wrote, started for a test with their own folder and ports, and stopped with
 * it.
 */
@NullMarked
package io.holdfast.spi.peers;

import org.jspecify.annotations.NullMarked;
