package io.holdfast.core.topology;

import io.holdfast.core.topology.SeenLink.Standing;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The links of one site, put together from what each device told. Two ends that tell of each other
 * are one link; what only an address table hints at is said to be possible, never more.
 */
public final class Topology {

    /** A device not read for longer than this is one of which nobody knows. */
    static final Duration UNREAD = Duration.ofMinutes(30);

    private static final Comparator<LinkEnd> BY_TEXT = Comparator.comparing(Object::toString);

    private Topology() {}

    /** The links, by near end and far end. */
    public static List<SeenLink> links(LinkBook book, List<OwnDevice> devices, Instant now) {
        var found = new TreeMap<String, List<Half>>();
        for (var entry : book.entries()) {
            half(entry, book, devices, now)
                    .ifPresent(h -> found.computeIfAbsent(key(h), _ -> new ArrayList<>()).add(h));
        }
        mendUnknownPorts(found);
        return found.values().stream()
                .map(Topology::link)
                .sorted(
                        Comparator.comparing(SeenLink::near, BY_TEXT)
                                .thenComparing(SeenLink::far, BY_TEXT))
                .toList();
    }

    /** What one end told. */
    private record Half(LinkEnd.Own near, LinkEnd far, LinkBook.Entry entry, Standing standing) {}

    private static Optional<Half> half(
            LinkBook.Entry entry, LinkBook book, List<OwnDevice> devices, Instant now) {
        var near = new LinkEnd.Own(entry.slot(), entry.claim().port());
        var far = far(entry, devices);
        boolean hint = entry.claim().evidence() == Evidence.MAC_TABLE;
        if (hint && !(far instanceof LinkEnd.Own)) {
            // End devices behind an access port are hosts of the zone, not neighbours.
            return Optional.empty();
        }
        if (far instanceof LinkEnd.Own own && own.slot().equals(entry.slot())) {
            return Optional.empty();
        }
        return Optional.of(new Half(near, far, entry, standing(entry, book, now)));
    }

    private static LinkEnd far(LinkBook.Entry entry, List<OwnDevice> devices) {
        var claim = entry.claim();
        var fitting = devices.stream().filter(d -> d.is(claim)).toList();
        // Two devices that answer to one id are a finding elsewhere, and no cable here.
        return fitting.size() == 1
                ? new LinkEnd.Own(
                        fitting.getFirst().slot(),
                        fitting.getFirst().port(claim.remotePort()).orElse(""))
                : new LinkEnd.Foreign(claim.chassis(), claim.remotePort());
    }

    private static Standing standing(LinkBook.Entry entry, LinkBook book, Instant now) {
        var looked = book.lookedAt(entry.slot());
        if (entry.lastSeen().isBefore(looked)) {
            return Standing.FADING;
        }
        return looked.plus(UNREAD).isBefore(now) ? Standing.UNKNOWN : Standing.PRESENT;
    }

    private static String key(Half half) {
        var near = half.near().toString();
        var far = half.far().toString();
        boolean turn = half.far() instanceof LinkEnd.Own && far.compareTo(near) < 0;
        return turn ? far + "\u0000" + near : near + "\u0000" + far;
    }

    /**
     * A hint without a port joins the one link with a port between the same two devices at the same
     * near port; it must not stand beside it as a second cable.
     */
    private static void mendUnknownPorts(java.util.Map<String, List<Half>> found) {
        var loose =
                found.entrySet().stream()
                        .filter(e -> e.getValue().stream().allMatch(Topology::withoutPort))
                        .toList();
        for (var entry : loose) {
            var half = entry.getValue().getFirst();
            var same =
                    found.entrySet().stream()
                            .filter(e -> !e.getKey().equals(entry.getKey()))
                            .filter(e -> e.getValue().stream().anyMatch(h -> meets(h, half)))
                            .toList();
            if (same.size() == 1) {
                same.getFirst().getValue().addAll(entry.getValue());
                found.remove(entry.getKey());
            }
        }
    }

    private static boolean withoutPort(Half half) {
        return half.far() instanceof LinkEnd.Own own && own.port().isEmpty();
    }

    private static boolean meets(Half told, Half loose) {
        if (!(loose.far() instanceof LinkEnd.Own far)
                || !(told.far() instanceof LinkEnd.Own toldFar)) {
            return false;
        }
        boolean sameWay = told.near().equals(loose.near()) && toldFar.slot().equals(far.slot());
        boolean otherWay = toldFar.equals(loose.near()) && told.near().slot().equals(far.slot());
        return !withoutPort(told) && (sameWay || otherWay);
    }

    private static SeenLink link(List<Half> halves) {
        var strongest =
                halves.stream()
                        .filter(h -> !withoutPort(h))
                        .min(
                                Comparator.comparing((Half h) -> h.standing())
                                        .thenComparing(h -> h.entry().claim().evidence())
                                        .thenComparing(h -> h.near().toString()))
                        .orElse(halves.getFirst());
        boolean turn =
                strongest.far() instanceof LinkEnd.Own own
                        && own.toString().compareTo(strongest.near().toString()) < 0
                        && !own.port().isEmpty();
        var near = turn ? (LinkEnd.Own) strongest.far() : strongest.near();
        var far = turn ? strongest.near() : strongest.far();
        return new SeenLink(
                near,
                far,
                confidence(halves),
                halves.stream().map(h -> h.entry().claim().evidence()).toList(),
                strongest.entry().claim().announcedName(),
                halves.stream()
                        .map(h -> h.entry().firstSeen())
                        .min(Comparator.naturalOrder())
                        .get(),
                halves.stream().map(h -> h.entry().lastSeen()).max(Comparator.naturalOrder()).get(),
                halves.stream().map(Half::standing).min(Comparator.naturalOrder()).get());
    }

    private static Confidence confidence(List<Half> halves) {
        var tellers =
                halves.stream()
                        .filter(h -> h.entry().claim().evidence() != Evidence.MAC_TABLE)
                        .filter(h -> h.standing() != Standing.FADING)
                        .map(h -> h.near().slot())
                        .distinct()
                        .count();
        if (tellers >= 2) {
            return Confidence.CERTAIN;
        }
        return tellers == 1 ? Confidence.LIKELY : Confidence.POSSIBLE;
    }
}
