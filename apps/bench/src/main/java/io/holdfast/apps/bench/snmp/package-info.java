/** Notifications measured beside snmptrapd, reading beside snmpbulkwalk. */
@NullMarked
package io.holdfast.apps.bench.snmp;

import org.jspecify.annotations.NullMarked;
