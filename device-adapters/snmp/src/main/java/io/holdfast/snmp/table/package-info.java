/** Standard and vendor tables read into what core knows: pure. */
@NullMarked
package io.holdfast.snmp.table;

import org.jspecify.annotations.NullMarked;
