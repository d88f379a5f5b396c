package io.holdfast.bundlecheck;

import io.holdfast.bundlecheck.Meanings.Meaning;
import io.holdfast.bundlecheck.OfferedContent.Told;
import io.holdfast.core.site.Device;
import io.holdfast.core.site.DeviceSlot;
import io.holdfast.core.verify.CounterExample;
import io.holdfast.core.verify.Finding;
import io.holdfast.core.verify.Proof;
import io.holdfast.core.verify.SiteProof;
import io.holdfast.core.zone.Closing;
import java.time.Instant;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/** The rules about a content (docs/formats/bundle.md, "What must hold in the content"). */
final class ContentJudge {

    private static final int SCHEMA = 1;
    private static final int LARGEST_GROUP = 8;
    private static final int MOST_ENDS = 20;

    /** So many devices that close together are proved in any order, more in theirs. */
    private static final int ANY_ORDER = 5;

    private final OfferedContent content;
    private final Meanings meanings;

    private ContentJudge(OfferedContent content, Meanings meanings) {
        this.content = content;
        this.meanings = meanings;
    }

    /** Goes on only if the content holds together and its texts mean what it says. */
    static void judge(OfferedContent content, OfferedBundle.Delivery delivery, Meanings meanings) {
        var judge = new ContentJudge(content, meanings);
        judge.addressed(delivery);
        judge.devices(content.devices());
        judge.ends();
        for (var stage : content.stages()) {
            judge.devices(stage.devices());
        }
        Stream.concat(
                        content.devices().stream(),
                        content.ends().stream().flatMap(e -> e.devices().stream()))
                .forEach(judge::text);
    }

    private void addressed(OfferedBundle.Delivery delivery) {
        Refusal.unless(
                content.schema() == SCHEMA,
                "SCHEMA_UNKNOWN",
                "the content is of schema " + content.schema() + ", known is " + SCHEMA);
        Refusal.unless(
                content.organization().equals(delivery.organization()),
                "WRONG_ORGANIZATION",
                "the content names another organisation than its delivery");
        Refusal.unless(
                content.plan().site().equals(delivery.site()),
                "WRONG_SITE",
                "the content is that of site " + content.plan().site());
        Refusal.unless(
                content.plan().windows().isEmpty()
                        || ZoneId.getAvailableZoneIds().contains(content.plan().timeZone()),
                "TIME_ZONE_UNKNOWN",
                "its windows are in " + content.plan().timeZone() + ", which nobody knows here");
    }

    private void devices(List<Told> devices) {
        var seen = new HashSet<DeviceSlot>();
        var sizes = new HashMap<Integer, Integer>();
        for (var device : devices) {
            Refusal.unless(
                    seen.add(device.slot()), "DEVICE_TWICE", device.slot() + " is told twice");
            Refusal.unless(
                    sizes.merge(device.group(), 1, Integer::sum) <= LARGEST_GROUP,
                    "GROUP_TOO_LARGE",
                    "more than " + LARGEST_GROUP + " devices are in group " + device.group());
        }
        for (var device : devices) {
            boolean planned =
                    content.plan().devices().stream()
                            .filter(Device::configured)
                            .anyMatch(d -> d.slot().equals(device.slot()));
            Refusal.unless(
                    planned, "DEVICE_UNKNOWN", device.slot() + " is no device the plan configures");
        }
    }

    private void ends() {
        var never = Closing.forbidden(content.model(), content.plan());
        Refusal.unless(
                never.isEmpty(),
                "TEMPORARY_IN_ESSENTIAL_ZONE",
                "a conduit of an essential zone would close by itself: "
                        + never.map(c -> c.id().toString()).orElse(""));
        var due = Closing.of(content.model(), content.plan());
        boolean same = due.size() == content.ends().size();
        for (int i = 0; same && i < due.size(); i++) {
            var end = content.ends().get(i);
            same = due.get(i).at().equals(end.at()) && due.get(i).longest().equals(end.longest());
        }
        Refusal.unless(
                same,
                "HARD_ENDS_DIFFER",
                "what its model ends and what devices are told to end is not the same");
        Refusal.unless(due.size() <= MOST_ENDS, "TOO_MANY_ENDS", due.size() + " ends are too many");
        var told = content.configs().keySet();
        for (var end : content.ends()) {
            var closing = new HashSet<DeviceSlot>();
            for (var device : end.devices()) {
                Refusal.unless(
                        told.contains(device.slot()) && closing.add(device.slot()),
                        "HARD_END_DEVICES",
                        device.slot()
                                + " is told something at "
                                + end.at()
                                + " and not before, or"
                                + " twice");
            }
        }
    }

    private void text(Told device) {
        Refusal.unless(
                Sha256.hex(device.text()).equals(device.textDigest()),
                "TEXT_DIGEST",
                "the text for " + device.slot() + " has another digest");
        switch (meanings.read(device.dialect(), device.text())) {
            case Meaning.UnknownDialect() ->
                    throw new Refusal(
                            "DIALECT_UNKNOWN",
                            device.slot() + " is spoken to in " + device.dialect());
            case Meaning.Unreadable(var reason) ->
                    throw new Refusal(
                            "TEXT_UNREADABLE", "the text for " + device.slot() + ": " + reason);
            case Meaning.Means(var config) ->
                    Refusal.unless(
                            config.equals(device.config()),
                            "TEXT_MEANING",
                            "the text for " + device.slot() + " says something else");
        }
    }

    /** Goes on only if the site allows exactly what its model says, then and on every way there. */
    static void prove(Optional<OfferedContent> before, OfferedContent content) {
        var stages = content.stages();
        for (int i = 0; i < stages.size(); i++) {
            var stage = stages.get(i);
            holds(SiteProof.prove(stage.model(), stage.plan(), stage.configs()));
            if (i > 0) {
                holds(way(stages.get(i - 1), stage, closing(stages.get(i - 1), stage)));
            }
        }
        if (before.isEmpty()) {
            return;
        }
        holds(way(before.get(), content, content.groups()));
        var moments = new TreeSet<Instant>();
        before.get().ends().forEach(e -> moments.add(e.at()));
        content.ends().forEach(e -> moments.add(e.at()));
        for (var moment : moments) {
            var then = content.at(moment);
            holds(way(before.get().at(moment), then, then.groups()));
        }
    }

    /** A few devices close in any order, for one that is silent is passed over. */
    private static Map<DeviceSlot, Integer> closing(OfferedContent from, OfferedContent to) {
        var old = from.configs();
        var changed = new HashSet<DeviceSlot>();
        to.configs()
                .forEach((slot, config) -> {
                    if (!config.equals(old.get(slot))) {
                        changed.add(slot);
                    }
                });
        var groups = new TreeMap<>(to.groups());
        if (changed.size() <= ANY_ORDER) {
            changed.forEach(slot -> groups.put(slot, 0));
        }
        return groups;
    }

    private static Proof way(
            OfferedContent from, OfferedContent to, Map<DeviceSlot, Integer> groups) {
        return SiteProof.proveTransition(
                from.model(),
                from.plan(),
                from.configs(),
                to.model(),
                to.plan(),
                to.configs(),
                groups);
    }

    private static void holds(Proof proof) {
        if (proof.holds()) {
            return;
        }
        var sentence =
                Stream.concat(
                                proof.counterExamples().stream().map(CounterExample::sentence),
                                proof.findings().stream()
                                        .filter(Finding::blocks)
                                        .map(Finding::detail))
                        .findFirst();
        throw new Refusal("PROOF", sentence.orElse("the proof does not hold"));
    }
}
