package io.holdfast.site.devices;

import io.holdfast.core.Bytes;
import io.holdfast.core.site.DeviceSlot;
import io.holdfast.site.keys.SiteKeys;
import io.holdfast.sitelink.DeviceAccess;
import io.holdfast.sitelink.DeviceAccess.DeviceSecret;
import io.holdfast.sitelink.MalformedMessage;
import io.holdfast.sitelink.Sealing;
import io.holdfast.sitelink.Search;
import io.holdfast.sitelink.SiteIdentity;
import io.holdfast.sitelink.WireJson;
import io.holdfast.sitelink.site.Units;
import io.holdfast.spi.SnmpAccess;
import java.net.InetAddress;
import java.util.Base64;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;

/**
 * The newest accepted device access. Secrets stay sealed in it until somebody speaks to the device.
 * While a device's secret is rotated it knows both: the one that opened it last comes first.
 */
public final class AccessBook {

    private final SiteKeys keys;
    private final SiteIdentity identity;
    private final RotationMemory rotations;
    private final List<Runnable> learnt = new CopyOnWriteArrayList<>();
    private volatile Units units = new Units.AsListed();
    private volatile Known known =
            new Known(List.of(), List.of(), List.of(), List.of(), List.of(), Map.of());

    private record Known(
            List<DeviceAccess.Reach> devices,
            List<DeviceAccess.Trial> trials,
            List<Search> searches,
            List<DeviceAccess.Member> members,
            List<DeviceAccess.Rotation> rotations,
            Map<InetAddress, DeviceSlot> addresses) {

        String group(DeviceSlot slot) {
            return members.stream()
                    .filter(m -> m.slot().equals(slot))
                    .map(DeviceAccess.Member::group)
                    .findFirst()
                    .orElse("");
        }
    }

    public AccessBook(SiteKeys keys, SiteIdentity identity, RotationMemory rotations) {
        this.keys = keys;
        this.identity = identity;
        this.rotations = rotations;
    }

    /** From now on this access holds; it was judged and stored before. */
    public void learn(DeviceAccess access) {
        known =
                new Known(
                        access.devices(),
                        access.trials(),
                        access.searches(),
                        access.members(),
                        access.rotations(),
                        addresses(access.devices()));
        learnt.forEach(Runnable::run);
    }

    /** From now on these units stand in the slots that people gave another one. */
    public void stand(Units now) {
        if (!units.equals(now)) {
            units = now;
            learnt.forEach(Runnable::run);
        }
    }

    /** The key that whoever answers in a slot has to show. */
    public Optional<String> pinned(DeviceSlot slot) {
        return reach(slot).map(DeviceAccess.Reach::pinnedHostKey);
    }

    /** Where a device is dialled; empty if it calls, or nobody said. */
    public String address(DeviceSlot slot) {
        return reach(slot)
                .filter(Door::speaksNetconf)
                .map(r -> r.netconfPort() > 0 ? r.netconfHost() + ":" + r.netconfPort() : "")
                .orElse("");
    }

    /** As the list says it, but for the key, which people at the site may have the say of. */
    private DeviceAccess.Reach now(DeviceAccess.Reach listed) {
        var key = units.hostKey(listed.slot(), Optional.ofNullable(listed.pinnedHostKey()));
        return listed.pinned(key.orElse(null));
    }

    /** Is told at once and whenever another access holds. */
    void whenLearnt(Runnable told) {
        learnt.add(told);
        told.run();
    }

    /** The confirmed keys of the devices that are spoken to in this way. */
    List<String> keys(DeviceAccess.NetconfWay way) {
        return known.devices().stream()
                .filter(reach -> reach.way() == way)
                .map(reach -> now(reach).pinnedHostKey())
                .flatMap(Stream::ofNullable)
                .toList();
    }

    /** The searches that are ordered. */
    public List<Search> searches() {
        return known.searches();
    }

    /** As whom a search asks; empty if that does not open. */
    public Optional<SnmpAccess> snmpUser(Search search) {
        var of = search.credentialsOf();
        var secret =
                of != null
                        ? switch (door(of)) {
                            case Door.Known door -> Optional.of(door.secret());
                            case Door.Shut _ -> Optional.<DeviceSecret>empty();
                        }
                        : plain(Sealing.searchSecret(identity, search.id()), search.sealedSecret());
        return secret.filter(s -> !s.snmpUser().isEmpty())
                .map(s -> SnmpAccess.V3.of(Door.snmpUser(s)));
    }

    /** The devices this site was told of. */
    public List<DeviceSlot> slots() {
        return known.devices().stream().map(DeviceAccess.Reach::slot).toList();
    }

    /** The newest trial of its credentials that was ordered for a device; 0 if none was. */
    public long trial(DeviceSlot slot) {
        return known.trials().stream()
                .filter(trial -> trial.slot().equals(slot))
                .mapToLong(DeviceAccess.Trial::order)
                .max()
                .orElse(0);
    }

    /** Which device is reached at an address, however that is written. */
    public Optional<DeviceSlot> at(InetAddress address) {
        return Optional.ofNullable(known.addresses().get(address));
    }

    /** Asked for every datagram: read once. Of two devices at one address the first has it. */
    private static Map<InetAddress, DeviceSlot> addresses(List<DeviceAccess.Reach> devices) {
        var addresses = new HashMap<InetAddress, DeviceSlot>();
        for (var reach : devices) {
            for (var host : List.of(reach.netconfHost(), reach.snmpHost())) {
                literal(host).ifPresent(at -> addresses.putIfAbsent(at, reach.slot()));
            }
        }
        return Map.copyOf(addresses);
    }

    /** A host name is not looked up: whoever answers for names could say who a sender is. */
    private static Optional<InetAddress> literal(String host) {
        try {
            return Optional.of(InetAddress.ofLiteral(host));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** As whom the devices at an address seal what they say over SNMP. */
    public List<SnmpAccess.V3> notifiers(InetAddress address) {
        var now = known;
        return now.devices().stream()
                .filter(reach -> literal(reach.snmpHost()).filter(address::equals).isPresent())
                .map(reach -> open(reach, now.group(reach.slot())))
                .filter(Door.Known.class::isInstance)
                .map(Door.Known.class::cast)
                .flatMap(door -> Stream.concat(Stream.of(door.secret()), door.other().stream()))
                .filter(secret -> !secret.snmpUser().isBlank())
                .map(secret -> SnmpAccess.V3.of(Door.snmpUser(secret)))
                .distinct()
                .toList();
    }

    /** What was told of a device, its secret still sealed. */
    Optional<DeviceAccess.Reach> reach(DeviceSlot slot) {
        return known.devices().stream()
                .filter(reach -> reach.slot().equals(slot))
                .findFirst()
                .map(this::now);
    }

    Door door(DeviceSlot slot) {
        var now = known;
        return now.devices().stream()
                .filter(reach -> reach.slot().equals(slot))
                .findFirst()
                .map(reach -> open(now(reach), now.group(slot)))
                .orElseGet(() -> new Door.Shut("the site was not told how to reach it"));
    }

    /** The rotation that is under way for a device. */
    Optional<DeviceAccess.Rotation> rotation(DeviceSlot slot) {
        return known.rotations().stream()
                .filter(r -> r.slot().equals(slot))
                .max(Comparator.comparingLong(DeviceAccess.Rotation::number));
    }

    /** What a rotation brings; empty if it does not open here. */
    Optional<DeviceSecret> candidate(DeviceAccess.Rotation rotation) {
        return plain(purpose(rotation.slot(), rotation.group()), rotation.sealedSecret());
    }

    private Door open(DeviceAccess.Reach reach, String group) {
        var rotation = rotation(reach.slot());
        var next = rotation.flatMap(this::candidate);
        return switch (secret(purpose(reach.slot(), group), reach.sealedSecret())) {
            case Secret.Plain(var secret) when next.isEmpty() ->
                    new Door.Known(reach, secret, Optional.empty());
            case Secret.Plain(var secret) when rotation.filter(rotations::proved).isPresent() ->
                    new Door.Known(reach, next.get(), Optional.of(secret));
            case Secret.Plain(var secret) -> new Door.Known(reach, secret, next);
            case Secret.NotReadable(var reason) ->
                    next.<Door>map(only -> new Door.Known(reach, only, Optional.empty()))
                            .orElseGet(() -> new Door.Shut(reason));
        };
    }

    private sealed interface Secret {
        record Plain(DeviceSecret secret) implements Secret {}

        record NotReadable(String reason) implements Secret {}
    }

    private String purpose(DeviceSlot slot, String group) {
        return group.isEmpty()
                ? Sealing.deviceSecret(identity, slot)
                : Sealing.groupSecret(identity, group);
    }

    private Optional<DeviceSecret> plain(String purpose, String text) {
        return secret(purpose, text) instanceof Secret.Plain(var secret)
                ? Optional.of(secret)
                : Optional.empty();
    }

    private Secret secret(String purpose, String text) {
        try {
            return switch (keys.open(purpose, Base64.getDecoder().decode(text))) {
                case Sealing.Opened.Plain plain ->
                        new Secret.Plain(
                                WireJson.read(DeviceSecret.class, Bytes.of(plain.bytes())));
                case Sealing.Opened.NotReadable(var reason) ->
                        new Secret.NotReadable("its secret does not open: " + reason);
            };
        } catch (IllegalArgumentException | MalformedMessage e) {
            // The cause may quote what was inside; it goes nowhere.
            return new Secret.NotReadable("its secret is not of the agreed form");
        }
    }
}
