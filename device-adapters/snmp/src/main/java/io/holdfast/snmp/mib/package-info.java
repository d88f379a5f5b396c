/** What a device answered, and how facts are found in it: pure. */
@NullMarked
package io.holdfast.snmp.mib;

import org.jspecify.annotations.NullMarked;
