/** Reading and writing XML as a device does it: own code, strict limits. */
@NullMarked
package io.holdfast.simulator.xml;

import org.jspecify.annotations.NullMarked;
