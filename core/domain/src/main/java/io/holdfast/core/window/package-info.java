/** When changes may start at a site: maintenance windows, deny windows, freezes (R17). */
@NullMarked
package io.holdfast.core.window;

import org.jspecify.annotations.NullMarked;
