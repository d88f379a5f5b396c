package io.holdfast.core.bad.unmarked;

/** Its package says nothing about null. */
record Forgotten(String what) {}
