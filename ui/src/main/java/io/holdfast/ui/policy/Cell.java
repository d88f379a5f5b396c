package io.holdfast.ui.policy;

import io.holdfast.core.zone.Conduit;
import io.holdfast.core.zone.Endpoint;
import io.holdfast.core.zone.Guardrail;
import io.holdfast.core.zone.Zone;
import io.holdfast.core.zone.ZoneKind;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** One cell of the zone-conduit matrix: what may be opened from a row's zone to a column's. */
record Cell(Zone from, Zone to, List<Conduit> conduits, Optional<Guardrail> guardrail) {

    /** What a cell says, apart from its count. */
    enum Verdict {
        SAME,
        ALLOW,
        LIMITED,
        DENY,
        NEVER;

        /** As in words and class names. */
        String key() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    static boolean closes(Guardrail guardrail, ZoneKind from, ZoneKind to) {
        return switch (guardrail) {
            case Guardrail.NeverDirect never -> never.from() == from && never.to() == to;
            case Guardrail.OnlyThrough _, Guardrail.OnlyReads _ -> false;
            case Guardrail.ManagementOnlyFromSiteNode _ -> to == ZoneKind.MANAGEMENT && from != to;
        };
    }

    Verdict verdict() {
        if (from.equals(to)) {
            return Verdict.SAME;
        }
        if (conduits.isEmpty()) {
            return guardrail.isPresent() ? Verdict.NEVER : Verdict.DENY;
        }
        // Limited: only named groups of hosts take part, not a zone as a whole.
        boolean limited =
                conduits.stream()
                        .allMatch(c ->
                                c.from() instanceof Endpoint.Group
                                        || c.to() instanceof Endpoint.Group);
        return limited ? Verdict.LIMITED : Verdict.ALLOW;
    }
}
