/** What stands where: sites, devices, their ports and the cables between them. */
@NullMarked
package io.holdfast.core.site;

import org.jspecify.annotations.NullMarked;
