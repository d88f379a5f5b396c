package io.holdfast.site.devices;

import io.holdfast.core.Bytes;
import io.holdfast.core.site.DeviceSlot;
import io.holdfast.site.keys.SiteKeys;
import io.holdfast.sitelink.DeviceAccess;
import io.holdfast.sitelink.MalformedMessage;
import io.holdfast.sitelink.Sealing;
import io.holdfast.sitelink.Search;
import io.holdfast.sitelink.SiteIdentity;
import io.holdfast.sitelink.WireJson;
import io.holdfast.spi.InventoryReader;
import io.holdfast.spi.SnmpAccess;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * The newest accepted device access. Secrets stay sealed in it until somebody speaks to the device.
 */
public final class AccessBook {

    private final SiteKeys keys;
    private final SiteIdentity identity;
    private volatile List<DeviceAccess.Reach> devices = List.of();
    private volatile List<DeviceAccess.Trial> trials = List.of();
    private final List<Runnable> learnt = new CopyOnWriteArrayList<>();
    private volatile List<Search> searches = List.of();

    public AccessBook(SiteKeys keys, SiteIdentity identity) {
        this.keys = keys;
        this.identity = identity;
    }

    /** From now on this access holds; it was judged and stored before. */
    public void learn(DeviceAccess access) {
        devices = access.devices();
        trials = access.trials();
        searches = access.searches();
        learnt.forEach(Runnable::run);
    }

    /** Is told at once and whenever another access holds. */
    void whenLearnt(Runnable told) {
        learnt.add(told);
        told.run();
    }

    /** The confirmed keys of the devices that are spoken to in this way. */
    List<String> keys(DeviceAccess.NetconfWay way) {
        return devices.stream()
                .filter(reach -> reach.way() == way)
                .map(DeviceAccess.Reach::pinnedHostKey)
                .flatMap(java.util.stream.Stream::ofNullable)
                .toList();
    }

    /** The searches that are ordered. */
    public List<Search> searches() {
        return searches;
    }

    /** As whom a search asks; empty if that does not open. */
    public Optional<SnmpAccess> snmpUser(Search search) {
        var of = search.credentialsOf();
        var secret =
                of != null
                        ? switch (door(of)) {
                            case Door.Known known -> Optional.of(known.secret());
                            case Door.Shut _ -> Optional.<DeviceAccess.DeviceSecret>empty();
                        }
                        : opened(search);
        return secret.filter(s -> !s.snmpUser().isEmpty())
                .map(s ->
                        SnmpAccess.V3.of(
                                new InventoryReader.SnmpUser(
                                        s.snmpUser(), s.snmpAuth(), s.snmpPriv())));
    }

    private Optional<DeviceAccess.DeviceSecret> opened(Search search) {
        try {
            var sealed = Base64.getDecoder().decode(search.sealedSecret());
            return switch (keys.open(Sealing.searchSecret(identity, search.id()), sealed)) {
                case Sealing.Opened.Plain plain ->
                        Optional.of(
                                WireJson.read(
                                        DeviceAccess.DeviceSecret.class, Bytes.of(plain.bytes())));
                case Sealing.Opened.NotReadable _ -> Optional.empty();
            };
        } catch (IllegalArgumentException | MalformedMessage e) {
            // The cause may quote what was inside; it goes nowhere.
            return Optional.empty();
        }
    }

    /** The devices this site was told of. */
    public List<DeviceSlot> slots() {
        return devices.stream().map(DeviceAccess.Reach::slot).toList();
    }

    /** The newest trial of its credentials that was ordered for a device; 0 if none was. */
    public long trial(DeviceSlot slot) {
        return trials.stream()
                .filter(trial -> trial.slot().equals(slot))
                .mapToLong(DeviceAccess.Trial::order)
                .max()
                .orElse(0);
    }

    /** Which device is reached at an address. */
    public Optional<DeviceSlot> at(String address) {
        return devices.stream()
                .filter(r -> r.netconfHost().equals(address) || r.snmpHost().equals(address))
                .map(DeviceAccess.Reach::slot)
                .findFirst();
    }

    /** As whom the devices at an address seal what they say over SNMP. */
    public List<SnmpAccess.V3> notifiers(String address) {
        return devices.stream()
                .filter(reach -> reach.snmpHost().equals(address))
                .map(this::open)
                .filter(Door.Known.class::isInstance)
                .map(Door.Known.class::cast)
                .map(Door.Known::secret)
                .filter(secret -> !secret.snmpUser().isBlank())
                .map(secret ->
                        SnmpAccess.V3.of(
                                new InventoryReader.SnmpUser(
                                        secret.snmpUser(), secret.snmpAuth(), secret.snmpPriv())))
                .distinct()
                .toList();
    }

    Door door(DeviceSlot slot) {
        return devices.stream()
                .filter(reach -> reach.slot().equals(slot))
                .findFirst()
                .map(this::open)
                .orElseGet(() -> new Door.Shut("the site was not told how to reach it"));
    }

    private Door open(DeviceAccess.Reach reach) {
        try {
            var sealed = Base64.getDecoder().decode(reach.sealedSecret());
            return switch (keys.open(Sealing.deviceSecret(identity, reach.slot()), sealed)) {
                case Sealing.Opened.Plain plain ->
                        new Door.Known(
                                reach,
                                WireJson.read(
                                        DeviceAccess.DeviceSecret.class, Bytes.of(plain.bytes())));
                case Sealing.Opened.NotReadable(var reason) ->
                        new Door.Shut("its secret does not open: " + reason);
            };
        } catch (IllegalArgumentException | MalformedMessage e) {
            // The cause may quote what was inside; it goes nowhere.
            return new Door.Shut("its secret is not of the agreed form");
        }
    }
}
