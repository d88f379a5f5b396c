package io.holdfast.controller.bad.circle.one;

import io.holdfast.controller.bad.circle.two.Hen;

/** Comes from a hen. */
public record Egg(Hen from) {}
