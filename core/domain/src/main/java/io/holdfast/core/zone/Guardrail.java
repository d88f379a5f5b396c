package io.holdfast.core.zone;

import io.holdfast.core.network.Service;
import java.util.List;

/**
 * A claim that must hold whatever people approve. Guardrails are content, proved by packet sets.
 */
public sealed interface Guardrail {

    /** Short name for findings, as in no-direct-it-ot. */
    String name();

    /** No packet opened from a zone of one kind may be delivered to a zone of the other. */
    record NeverDirect(String name, ZoneKind from, ZoneKind to) implements Guardrail {}

    /**
     * From a zone of one kind only the named group, and nothing else, may reach a zone of the
     * other.
     */
    record OnlyThrough(String name, ZoneKind from, ZoneKind to, GroupName group)
            implements Guardrail {}

    /**
     * From a zone of one kind the named group in zones of the other kind is only read: with these
     * services and no other, as in IT reads the historian and never writes.
     */
    record OnlyReads(
            String name, ZoneKind from, ZoneKind to, GroupName group, List<Service> reading)
            implements Guardrail {
        public OnlyReads {
            reading = List.copyOf(reading);
        }
    }

    /** Into the management zone only the site node may open conversations. */
    record ManagementOnlyFromSiteNode(String name) implements Guardrail {}
}
