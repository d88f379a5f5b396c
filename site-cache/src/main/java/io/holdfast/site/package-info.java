/** The site node: features and the local console (library, no main). */
@NullMarked
package io.holdfast.site;

import org.jspecify.annotations.NullMarked;
