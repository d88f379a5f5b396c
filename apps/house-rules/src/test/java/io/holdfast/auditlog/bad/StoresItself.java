package io.holdfast.auditlog.bad;

import java.sql.Connection;

/** Storage comes in from outside. */
record StoresItself(Connection what) {}
