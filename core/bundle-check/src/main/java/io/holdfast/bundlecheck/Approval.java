package io.holdfast.bundlecheck;

import java.time.Instant;

/** One person's yes, as the release carries it. It is shown; it is not yet authority. */
public record Approval(String approver, Instant at) {}
