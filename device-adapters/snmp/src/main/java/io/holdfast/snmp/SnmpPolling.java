package io.holdfast.snmp;

import io.holdfast.snmp.mib.Rows;
import io.holdfast.spi.DeviceAddress;
import io.holdfast.spi.SnmpAccess;
import io.holdfast.spi.SurveyReader.Limits;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.ObjLongConsumer;
import org.snmp4j.smi.Null;
import org.snmp4j.smi.OID;
import org.snmp4j.smi.OctetString;
import org.snmp4j.smi.Variable;

/** Reads the numbers of whole tables of a device, for samples. Text is counted and let go. */
public final class SnmpPolling {

    private final SnmpDoorway doorway = new SnmpDoorway();

    /**
     * Reads tables once.
     *
     * @param tables object identifiers of tables or columns
     * @param sample is told each number with the identifier of its object, in rising order; of a
     *     table that is not believed it is told nothing
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
                var rows = new Numbers();
                device.walk(new OID(table), rows);
                told += rows.told;
                rows.tell(sample);
            }
            return Optional.of(told);
        } catch (Silence silence) {
            return Optional.empty();
        }
    }

    /** The numbers of one table, kept until it is whole. */
    private static final class Numbers implements Rows {
        private final List<OID> names = new ArrayList<>();
        private final List<Variable> values = new ArrayList<>();
        private int told;

        @Override
        public void take(OID oid, Variable value) {
            if (value instanceof Null) {
                return;
            }
            told++;
            if (!(value instanceof OctetString) && !(value instanceof OID)) {
                names.add(oid);
                values.add(value);
            }
        }

        /** Only one table is read at a time: all of it. */
        @Override
        public void drop(OID prefix) {
            names.clear();
            values.clear();
            told = 0;
        }

        void tell(ObjLongConsumer<OID> sample) {
            for (int i = 0; i < names.size(); i++) {
                sample.accept(names.get(i), values.get(i).toLong());
            }
        }
    }
}
