/** Hears what devices say by themselves over SNMP. */
@NullMarked
package io.holdfast.site.traps;

import org.jspecify.annotations.NullMarked;
