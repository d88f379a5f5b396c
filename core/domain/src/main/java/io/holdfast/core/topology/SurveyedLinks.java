package io.holdfast.core.topology;

import io.holdfast.core.network.IpAddress;
import io.holdfast.core.observe.MacSighting;
import io.holdfast.core.observe.Neighbour;
import io.holdfast.core.observe.Port;
import io.holdfast.core.observe.SpoiledTable.Part;
import io.holdfast.core.observe.Survey;
import io.holdfast.core.site.DeviceSlot;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What a survey says of cables: the device's neighbours, and by what its neighbours know it. */
public final class SurveyedLinks {

    private static final int LONGEST = 255;
    private static final String NOBODYS = "00:00:00:00:00:00";

    private SurveyedLinks() {}

    /**
     * A device's neighbours as a look; empty if its neighbour tables were not read whole, as what
     * is missing from them may well be there.
     *
     * @param others the other devices of the site, whose addresses behind a port are a hint
     */
    public static Optional<Look> look(
            DeviceSlot slot, Instant at, Survey survey, List<OwnDevice> others) {
        if (!survey.isWhole(Part.NEIGHBOURS)) {
            return Optional.empty();
        }
        var names = names(survey);
        var claims = new ArrayList<NeighbourClaim>();
        var told = new HashSet<String>();
        for (var neighbour : survey.neighbours()) {
            claim(neighbour, names)
                    .ifPresent(claim -> {
                        claims.add(claim);
                        told.add(claim.port());
                    });
        }
        hints(slot, survey.macs(), names, others)
                .forEach((port, mac) -> {
                    // A neighbour protocol says who is next; what lies behind it is no cable of
                    // this port.
                    if (!told.contains(port)) {
                        claims.add(
                                new NeighbourClaim(
                                        port,
                                        Evidence.MAC_TABLE,
                                        ChassisId.mac(mac),
                                        "",
                                        "",
                                        List.of()));
                    }
                });
        return Optional.of(new Look(slot, at, claims));
    }

    private static Map<Integer, String> names(Survey survey) {
        var names = new HashMap<Integer, String>();
        for (var port : survey.ports()) {
            var name = name(port);
            if (isText(name)) {
                names.put(port.index(), name);
            }
        }
        return names;
    }

    private static String name(Port port) {
        return port.name().isEmpty() ? port.descr() : port.name();
    }

    private static boolean isText(String text) {
        return !text.isBlank()
                && text.length() <= LONGEST
                && text.chars().noneMatch(Character::isISOControl);
    }

    private static Optional<NeighbourClaim> claim(Neighbour neighbour, Map<Integer, String> names) {
        var port = names.getOrDefault(neighbour.localIfIndex(), neighbour.localPort());
        if (!isText(port) || !isText(neighbour.chassisId().strip())) {
            return Optional.empty();
        }
        boolean cdp = neighbour.protocol() == Neighbour.Protocol.CDP;
        return Optional.of(
                new NeighbourClaim(
                        port,
                        cdp ? Evidence.CDP : Evidence.LLDP,
                        new ChassisId(kind(neighbour.chassisId(), cdp), neighbour.chassisId()),
                        neighbour.portId(),
                        neighbour.sysName(),
                        addresses(neighbour)));
    }

    private static ChassisId.Kind kind(String id, boolean cdp) {
        if (isMac(id)) {
            return ChassisId.Kind.MAC;
        }
        return cdp ? ChassisId.Kind.CDP_DEVICE : ChassisId.Kind.LOCAL;
    }

    private static boolean isMac(String text) {
        return text.strip().matches("[0-9a-fA-F]{2}(:[0-9a-fA-F]{2}){5}");
    }

    private static List<IpAddress> addresses(Neighbour neighbour) {
        var addresses = new ArrayList<IpAddress>();
        for (var text : neighbour.addresses()) {
            try {
                addresses.add(IpAddress.of(text));
            } catch (IllegalArgumentException e) {
                // A device may announce anything; what is no address identifies nobody.
            }
        }
        return addresses;
    }

    /** The port behind which exactly one device of ours was learned, and by which address. */
    private static Map<String, String> hints(
            DeviceSlot slot,
            List<MacSighting> stations,
            Map<Integer, String> names,
            List<OwnDevice> others) {
        var owners = new HashMap<String, DeviceSlot>();
        for (var other : others) {
            if (!other.slot().equals(slot)) {
                other.chassis().forEach(id -> owners.put(id.value(), other.slot()));
                other.ports().forEach(port -> owners.put(port.mac(), other.slot()));
            }
        }
        owners.remove("");
        var behind = new TreeMap<String, Map<DeviceSlot, String>>();
        for (var station : stations) {
            var owner = owners.get(station.mac());
            var port = names.get(station.ifIndex());
            if (owner != null && port != null) {
                behind.computeIfAbsent(port, _ -> new TreeMap<>()).put(owner, station.mac());
            }
        }
        var hints = new TreeMap<String, String>();
        behind.forEach((port, found) -> {
            if (found.size() == 1) {
                hints.put(port, found.values().iterator().next());
            }
        });
        return hints;
    }

    /** A device as its neighbours may know it. */
    public static OwnDevice device(DeviceSlot slot, Survey survey) {
        var identity = survey.identity();
        var chassis = new ArrayList<ChassisId>();
        if (isMac(identity.chassisMac())) {
            chassis.add(ChassisId.mac(identity.chassisMac()));
        }
        if (isText(identity.serial())) {
            chassis.add(new ChassisId(ChassisId.Kind.CDP_DEVICE, identity.serial()));
        }
        var ports =
                survey.ports().stream()
                        .filter(port -> isText(name(port)))
                        .map(port ->
                                new OwnDevice.OwnPort(
                                        name(port),
                                        port.mac().equals(NOBODYS) ? "" : port.mac(),
                                        port.alias(),
                                        Integer.toString(port.index())))
                        .toList();
        return new OwnDevice(slot, chassis, List.of(), ports);
    }
}
