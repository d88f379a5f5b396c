package io.holdfast.core.zone;

import io.holdfast.core.Names;
import io.holdfast.core.network.Service;
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
        Scope scope) {

    public Conduit {
        Names.text("a conduit name", name, 100);
        services = List.copyOf(services);
    }
}
