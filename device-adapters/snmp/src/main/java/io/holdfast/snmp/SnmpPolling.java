package io.holdfast.snmp;

import io.holdfast.snmp.mib.Walk;
import io.holdfast.spi.DeviceAddress;
import io.holdfast.spi.SnmpAccess;
import io.holdfast.spi.SurveyReader.Limits;
import java.util.List;
import java.util.Optional;
import java.util.function.ObjLongConsumer;
import org.snmp4j.smi.OID;
import org.snmp4j.smi.OctetString;

/** Reads the numbers of whole tables of a device, for samples. Text is counted and let go. */
public final class SnmpPolling {

    private final SnmpDoorway doorway = new SnmpDoorway();

    /**
     * Reads tables once.
     *
     * @param tables object identifiers of tables or columns
     * @param sample is told each number with the identifier of its object
     * @return how many variables the device told; empty if it did not answer
     */
    public Optional<Integer> poll(
            DeviceAddress address,
            SnmpAccess access,
            Limits limits,
            List<String> tables,
            ObjLongConsumer<OID> sample) {
        try (var device = SnmpConversation.open(address, access, "", doorway, limits)) {
            int told = 0;
            for (var table : tables) {
                var walk = new Walk();
                device.walk(new OID(table), walk);
                told += walk.size();
                walk.under(new OID(table))
                        .forEach((oid, value) -> {
                            if (!(value instanceof OctetString) && !(value instanceof OID)) {
                                sample.accept(oid, value.toLong());
                            }
                        });
            }
            return Optional.of(told);
        } catch (Silence silence) {
            return Optional.empty();
        }
    }
}
