/** Where each vendor keeps model, version and serial number: tables by sysObjectID, pure. */
@NullMarked
package io.holdfast.snmp.vendor;

import org.jspecify.annotations.NullMarked;
