/** XML from the other side of a border: read strictly, within limits, into a small tree. */
@NullMarked
package io.holdfast.spi.xml;

import org.jspecify.annotations.NullMarked;
