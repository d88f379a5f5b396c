package io.holdfast.site.devices;

import io.holdfast.core.site.DeviceSlot;
import io.holdfast.site.survey.SurveyRound;
import io.holdfast.site.survey.SurveyRound.Way;
import io.holdfast.sitelink.DeviceAccess;
import io.holdfast.sitelink.DeviceAccess.DeviceSecret;
import io.holdfast.sitelink.Digests;
import io.holdfast.spi.DeviceAddress;
import io.holdfast.spi.SnmpAccess;
import io.holdfast.spi.SurveyReader;
import java.util.List;
import java.util.Objects;

/** Reads a device whole over SNMP. It reads and says what came of it; when, others decide. */
public final class SurveyTaker implements SurveyRound.Devices {

    private final Drivers drivers;
    private final AccessBook access;
    private final SurveyReader.Limits limits;

    public SurveyTaker(Drivers drivers, AccessBook access, SurveyReader.Limits limits) {
        this.drivers = drivers;
        this.access = access;
        this.limits = limits;
    }

    @Override
    public List<DeviceSlot> slots() {
        return access.slots();
    }

    @Override
    public Way way(DeviceSlot slot) {
        return access.reach(slot)
                .filter(reach -> Door.speaksSnmp(reach) && drivers.survey().isPresent())
                .<Way>map(reach -> new Way.Asked(digest(reach), pinned(reach)))
                .orElseGet(Way.None::new);
    }

    private static String digest(DeviceAccess.Reach reach) {
        return Digests.of(reach.snmpHost() + " " + reach.snmpPort() + " " + reach.sealedSecret());
    }

    private static String pinned(DeviceAccess.Reach reach) {
        return Objects.requireNonNullElse(reach.pinnedHostKey(), "");
    }

    @Override
    public SurveyReader.Result survey(DeviceSlot slot, String knownEngine) {
        var reader = drivers.survey();
        return switch (access.door(slot)) {
            case Door.Shut(var reason) -> new SurveyReader.Result.Silent(reason);
            case Door.Known door when reader.isPresent() && door.speaksSnmp() -> {
                var first = survey(reader.get(), door, door.secret(), knownEngine);
                yield first instanceof SurveyReader.Result.Silent && door.other().isPresent()
                        ? survey(reader.get(), door, door.other().get(), knownEngine)
                        : first;
            }
            case Door.Known _ -> new SurveyReader.Result.Silent("it is not asked over SNMP");
        };
    }

    private SurveyReader.Result survey(
            SurveyReader reader, Door.Known door, DeviceSecret secret, String knownEngine) {
        return reader.survey(
                new DeviceAddress(door.reach().snmpHost(), door.reach().snmpPort()),
                SnmpAccess.V3.of(Door.snmpUser(secret)),
                knownEngine,
                limits);
    }
}
