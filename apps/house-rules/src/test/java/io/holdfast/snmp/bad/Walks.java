package io.holdfast.snmp.bad;

/** Something of the SNMP adapter. */
public record Walks(String what) {}
