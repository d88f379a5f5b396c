/** Sites and their links, as lists and as one page each. */
@NullMarked
package io.holdfast.ui.sites;

import org.jspecify.annotations.NullMarked;
