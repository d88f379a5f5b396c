package io.holdfast.netconf.bad;

/** Something of the NETCONF client. */
public record Client(String what) {}
