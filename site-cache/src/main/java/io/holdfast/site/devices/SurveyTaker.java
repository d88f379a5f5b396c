package io.holdfast.site.devices;

import io.holdfast.core.site.DeviceSlot;
import io.holdfast.site.survey.SurveyRound;
import io.holdfast.site.survey.SurveyRound.Way;
import io.holdfast.sitelink.Digests;
import io.holdfast.spi.DeviceAddress;
import io.holdfast.spi.InventoryReader.SnmpUser;
import io.holdfast.spi.SnmpAccess;
import io.holdfast.spi.SurveyReader;
import java.util.List;

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
        return switch (access.door(slot)) {
            case Door.Shut _ -> new Way.None();
            case Door.Known door when !door.speaksSnmp() || drivers.survey().isEmpty() ->
                    new Way.None();
            case Door.Known(var reach, _, _) -> {
                var key = reach.pinnedHostKey();
                var access =
                        Digests.of(
                                "%s %d %s"
                                        .formatted(
                                                reach.snmpHost(),
                                                reach.snmpPort(),
                                                reach.sealedSecret()));
                yield new Way.Asked(access, key == null ? "" : key);
            }
        };
    }

    @Override
    public SurveyReader.Result survey(DeviceSlot slot, String knownEngine) {
        var reader = drivers.survey();
        return switch (access.door(slot)) {
            case Door.Shut(var reason) -> new SurveyReader.Result.Silent(reason);
            case Door.Known door when reader.isPresent() && door.speaksSnmp() -> {
                var secret = door.secret();
                yield reader.get()
                        .survey(
                                new DeviceAddress(door.reach().snmpHost(), door.reach().snmpPort()),
                                SnmpAccess.V3.of(
                                        new SnmpUser(
                                                secret.snmpUser(),
                                                secret.snmpAuth(),
                                                secret.snmpPriv())),
                                knownEngine,
                                limits);
            }
            case Door.Known _ -> new SurveyReader.Result.Silent("it is not asked over SNMP");
        };
    }
}
