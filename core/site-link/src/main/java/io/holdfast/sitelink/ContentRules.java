package io.holdfast.sitelink;

import io.holdfast.core.site.Device;
import io.holdfast.core.site.DeviceSlot;
import io.holdfast.core.zone.Closing;
import io.holdfast.sitelink.SiteContent.DeviceContent;
import java.time.ZoneId;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/** What must hold inside a content before it is proved. */
final class ContentRules {

    /** Rulings P2: the intermediate states of a larger group cannot all be proved. */
    static final int LARGEST_GROUP = 8;

    /** Each is one more content to be proved. */
    static final int MOST_ENDS = 20;

    private ContentRules() {}

    static Optional<Judgement> fault(SiteContent content, Delivery d, ContentChecks checks) {
        if (content.schema() != SiteContent.SCHEMA) {
            return Acceptance.no(
                    d,
                    "SCHEMA_UNKNOWN",
                    "content schema " + content.schema() + " is not known here");
        }
        if (!content.organization().equals(d.organization())) {
            return Acceptance.no(d, "WRONG_ORGANIZATION", "the content is of another organisation");
        }
        if (!content.plan().site().equals(d.site())) {
            return Acceptance.no(
                    d, "WRONG_SITE", "the content is of site " + content.plan().site());
        }
        if (!content.plan().windows().isEmpty()
                && !ZoneId.getAvailableZoneIds().contains(content.plan().timeZone())) {
            return Acceptance.no(
                    d,
                    "TIME_ZONE_UNKNOWN",
                    "this site knows no rules of the time zone "
                            + content.plan().timeZone()
                            + ", and its windows are in it");
        }
        return devices(content, d)
                .or(() -> ends(content, d))
                .or(() ->
                        Stream.concat(
                                        content.devices().stream(),
                                        content.ends().stream().flatMap(e -> e.devices().stream()))
                                .flatMap(device -> text(device, d, checks).stream())
                                .findFirst());
    }

    /**
     * What closes by itself follows from the model, not from what the sender says of it: a content
     * that would leave something open, or close something else, is refused (rulings P5).
     */
    private static Optional<Judgement> ends(SiteContent content, Delivery d) {
        var forbidden = Closing.forbidden(content.model(), content.plan());
        if (forbidden.isPresent()) {
            return Acceptance.no(
                    d,
                    "TEMPORARY_IN_ESSENTIAL_ZONE",
                    "conduit "
                            + forbidden.get().id()
                            + " would close by itself in a zone with an essential function");
        }
        var due =
                Closing.of(content.model(), content.plan()).stream()
                        .map(c -> c.at() + " " + c.longest())
                        .toList();
        var told = content.ends().stream().map(e -> e.at() + " " + e.longest()).toList();
        if (!told.equals(due)) {
            return Acceptance.no(
                    d,
                    "HARD_ENDS_DIFFER",
                    "its model ends something at " + due + ", and devices are told of " + told);
        }
        if (told.size() > MOST_ENDS) {
            return Acceptance.no(
                    d, "TOO_MANY_ENDS", "more than " + MOST_ENDS + " ends cannot all be proved");
        }
        var slots = content.devices().stream().map(DeviceContent::slot).toList();
        for (var end : content.ends()) {
            var closing = end.devices().stream().map(DeviceContent::slot).toList();
            if (!slots.containsAll(closing) || new TreeSet<>(closing).size() < closing.size()) {
                return Acceptance.no(
                        d,
                        "HARD_END_DEVICES",
                        "at "
                                + end.at()
                                + " devices are told something that it does not tell"
                                + " before, or one of them twice");
            }
        }
        return content.inTime().stream().flatMap(c -> devices(c, d).stream()).findFirst();
    }

    private static Optional<Judgement> devices(SiteContent content, Delivery d) {
        var planned = new TreeSet<DeviceSlot>();
        content.plan().devices().stream()
                .filter(Device::configured)
                .map(Device::slot)
                .forEach(planned::add);
        var given = new TreeSet<DeviceSlot>();
        var groups = new TreeMap<Integer, Integer>();
        for (var device : content.devices()) {
            if (!given.add(device.slot())) {
                return Acceptance.no(d, "DEVICE_TWICE", device.slot() + " stands in it twice");
            }
            if (groups.merge(device.group(), 1, Integer::sum) > LARGEST_GROUP) {
                return Acceptance.no(
                        d,
                        "GROUP_TOO_LARGE",
                        "group " + device.group() + " has more than " + LARGEST_GROUP + " devices");
            }
        }
        if (!planned.containsAll(given)) {
            given.removeAll(planned);
            return Acceptance.no(
                    d, "DEVICE_UNKNOWN", given.first() + " is not a configured device of the plan");
        }
        return Optional.empty();
    }

    private static Optional<Judgement> text(
            DeviceContent device, Delivery d, ContentChecks checks) {
        var slot = device.slot();
        if (!Digests.of(device.text()).equals(device.textDigest())) {
            return Acceptance.no(
                    d, "TEXT_DIGEST", "the text for " + slot + " is not the released one");
        }
        return switch (checks.read(device.dialect(), device.text())) {
            case ContentChecks.Meaning.UnknownDialect() ->
                    Acceptance.no(
                            d,
                            "DIALECT_UNKNOWN",
                            "this site has no dialect \"" + device.dialect() + "\" for " + slot);
            case ContentChecks.Meaning.Unreadable(var reason) ->
                    Acceptance.no(d, "TEXT_UNREADABLE", "the text for " + slot + ": " + reason);
            case ContentChecks.Meaning.Means(var config) ->
                    config.equals(device.config())
                            ? Optional.empty()
                            : Acceptance.no(
                                    d,
                                    "TEXT_MEANING",
                                    "the text for "
                                            + slot
                                            + " means another configuration than the one proved");
        };
    }
}
