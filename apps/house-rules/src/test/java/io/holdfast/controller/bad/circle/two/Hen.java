package io.holdfast.controller.bad.circle.two;

import io.holdfast.controller.bad.circle.one.Egg;

/** Comes from an egg. */
public record Hen(Egg from) {}
