package io.holdfast.snmp.bad;

import org.springframework.context.ApplicationContext;

/** Adapters know no Spring. */
record WiredBySpring(ApplicationContext what) {}
