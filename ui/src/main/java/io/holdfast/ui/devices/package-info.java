/** The devices of all sites: how they are meant to be and what was seen of them. */
@NullMarked
package io.holdfast.ui.devices;

import org.jspecify.annotations.NullMarked;
