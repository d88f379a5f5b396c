package io.holdfast.core.zone;

import io.holdfast.core.AddedLater;
import io.holdfast.core.Names;
import io.holdfast.core.network.Service;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;

/**
 * A conduit (IEC 62443-3-2): an approved way from one zone to another, owned, justified and
 * reviewed. It has a direction: who opens the conversation. Replies are implied.
 *
 * <p>A record can only check itself; what needs the model (does the zone exist, is it broken by a
 * guardrail) is {@link ModelCheck}.
 *
 * @param reviewDate a task for people; nothing changes on devices when it passes (rulings P5)
 * @param lasting whether it ends by itself
 * @param encrypted it carries only protocols that protect what they carry; between two sites it
 *     goes through a tunnel (IPsec)
 * @param logged what it lets through is logged, too; what is denied always is
 */
public record Conduit(
        ConduitId id,
        String name,
        Endpoint from,
        Endpoint to,
        List<Service> services,
        String justification,
        String ownerRole,
        LocalDate reviewDate,
        Scope scope,
        @AddedLater Lasting lasting,
        @AddedLater ConduitRisk risk,
        @AddedLater boolean encrypted,
        @AddedLater boolean logged) {

    public Conduit {
        Names.text("a conduit name", name, 100);
        services = List.copyOf(services);
    }

    /** A lasting conduit of ordinary risk. */
    public Conduit(
            ConduitId id,
            String name,
            Endpoint from,
            Endpoint to,
            List<Service> services,
            String justification,
            String ownerRole,
            LocalDate reviewDate,
            Scope scope) {
        this(
                id,
                name,
                from,
                to,
                services,
                justification,
                ownerRole,
                reviewDate,
                scope,
                new Lasting.Permanent(),
                ConduitRisk.ORDINARY,
                false,
                false);
    }

    /** The same conduit between other ends, as one site of two sees it. */
    public Conduit between(Endpoint otherFrom, Endpoint otherTo, Scope otherScope) {
        return new Conduit(
                id,
                name,
                otherFrom,
                otherTo,
                services,
                justification,
                ownerRole,
                reviewDate,
                otherScope,
                lasting,
                risk,
                encrypted,
                logged);
    }

    /** The same conduit with another end. */
    public Conduit lasting(Lasting other) {
        return new Conduit(
                id,
                name,
                from,
                to,
                services,
                justification,
                ownerRole,
                reviewDate,
                scope,
                other,
                risk,
                encrypted,
                logged);
    }

    /** The same conduit, carrying only protected protocols. */
    public Conduit protectedOnly() {
        return new Conduit(
                id,
                name,
                from,
                to,
                services,
                justification,
                ownerRole,
                reviewDate,
                scope,
                lasting,
                risk,
                true,
                logged);
    }

    /** The same conduit, with what it lets through in the logs. */
    public Conduit withLogging() {
        return new Conduit(
                id,
                name,
                from,
                to,
                services,
                justification,
                ownerRole,
                reviewDate,
                scope,
                lasting,
                risk,
                encrypted,
                true);
    }

    /** Whether a temporary conduit is over; a permanent one never is. */
    public boolean over(Instant now) {
        return switch (lasting) {
            case Lasting.Permanent _ -> false;
            case Lasting.Temporary(var end, _) -> !now.isBefore(end);
        };
    }
}
