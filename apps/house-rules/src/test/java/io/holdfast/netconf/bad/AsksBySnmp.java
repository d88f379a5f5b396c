package io.holdfast.netconf.bad;

import io.holdfast.snmp.bad.Walks;

/** One adapter does not use another. */
record AsksBySnmp(Walks what) {}
