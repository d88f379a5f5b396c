package io.holdfast.core.compile.bad;

/** Something the compiler knows. */
public record Compiled(String what) {}
