package io.holdfast.snmp;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.core.observe.SpoiledTable.Part;
import io.holdfast.simulator.snmp.RecordedAgent;
import io.holdfast.spi.DeviceAddress;
import io.holdfast.spi.InventoryReader.SnmpUser;
import io.holdfast.spi.SnmpAccess;
import io.holdfast.spi.SurveyReader.Limits;
import io.holdfast.spi.SurveyReader.Result;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.snmp4j.smi.Integer32;
import org.snmp4j.smi.OID;
import org.snmp4j.smi.OctetString;
import org.snmp4j.smi.Variable;

/**
 * Agents that lie, flood or fall silent cost themselves and tell why; their neighbours are read on.
 */
class HostileAgentTest {

    private static final OID NAMES = new OID("1.3.6.1.2.1.2.2.1.2");
    private static final String COMMUNITY = "watch";
    private static final Limits SHORT = new Limits(Duration.ofSeconds(4), 2000, 1 << 20);

    private final SnmpSurvey reader = new SnmpSurvey();

    private static NavigableMap<OID, Variable> device(int ports) {
        var view = new TreeMap<OID, Variable>();
        view.put(new OID("1.3.6.1.2.1.1.1.0"), new OctetString("ACME-8T, version 1.2.3"));
        view.put(new OID("1.3.6.1.2.1.1.2.0"), new OID("1.3.6.1.4.1.32473.1"));
        for (int i = 1; i <= ports; i++) {
            view.put(new OID(NAMES.toString() + "." + i), new OctetString("port " + i));
        }
        return view;
    }

    private Result read(NavigableMap<OID, Variable> view, Limits limits) throws Exception {
        try (var agent =
                RecordedAgent.open(view, "hostile", RecordedAgent.Door.community(COMMUNITY))) {
            return reader.survey(
                    new DeviceAddress("127.0.0.1", agent.port()),
                    new SnmpAccess.V2c(COMMUNITY),
                    limits);
        }
    }

    private static String reason(Result result) {
        assertThat(result).isInstanceOf(Result.Silent.class);
        return ((Result.Silent) result).reason();
    }

    /** The interface table is spoiled and named, and the system group is used all the same. */
    private static String spoiled(Result result) {
        assertThat(result).isInstanceOf(Result.Seen.class);
        var survey = ((Result.Seen) result).survey();
        assertThat(survey.inventory().sysDescr()).startsWith("ACME-8T");
        assertThat(survey.isWhole(Part.INTERFACES)).isFalse();
        assertThat(survey.spoiled())
                .allSatisfy(s -> assertThat(s.table()).isEqualTo("ifTable (IF-MIB)"));
        return survey.spoiled().getFirst().reason();
    }

    /** Answers every question for what comes next with the same row again. */
    private static final class Circling extends TreeMap<OID, Variable> {
        private static final long serialVersionUID = 1L;

        Circling() {
            super(device(30));
        }

        @Override
        public Map.Entry<OID, Variable> higherEntry(OID oid) {
            return oid.startsWith(NAMES) && oid.size() > NAMES.size() && oid.last() >= 20
                    ? floorEntry(new OID(NAMES.toString() + ".7"))
                    : super.higherEntry(oid);
        }
    }

    /** Has another row behind every row. */
    private static final class Endless extends TreeMap<OID, Variable> {
        private static final long serialVersionUID = 1L;
        private final Variable value;

        Endless(Variable value) {
            super(device(3));
            this.value = value;
        }

        @Override
        public Map.Entry<OID, Variable> higherEntry(OID oid) {
            if (!oid.startsWith(NAMES)) {
                return super.higherEntry(oid);
            }
            var next = new OID(NAMES);
            next.append(oid.size() > NAMES.size() ? oid.last() + 1 : 1);
            return Map.entry(next, value);
        }
    }

    /** Falls silent in the middle of a table. */
    private static final class Fading extends TreeMap<OID, Variable> {
        private static final long serialVersionUID = 1L;

        Fading() {
            super(device(200));
        }

        @Override
        public Map.Entry<OID, Variable> higherEntry(OID oid) {
            if (oid.startsWith(NAMES) && oid.size() > NAMES.size() && oid.last() > 100) {
                throw new IllegalStateException("the agent falls over");
            }
            return super.higherEntry(oid);
        }
    }

    @Test
    void a_table_that_goes_in_circles_is_not_believed() throws Exception {
        var result = read(new Circling(), SHORT);

        assertThat(spoiled(result)).contains("go backwards at 1.3.6.1.2.1.2.2");
        assertThat(((Result.Seen) result).survey().ports()).isEmpty();
    }

    @Test
    void a_table_without_end_is_left_at_the_rows_allowed() throws Exception {
        assertThat(spoiled(read(new Endless(new Integer32(1)), SHORT)))
                .contains("more than 2000 rows");
    }

    @Test
    void values_without_end_are_left_at_the_bytes_allowed() throws Exception {
        var flood = new Endless(new OctetString("x".repeat(3000)));

        assertThat(spoiled(read(flood, SHORT))).contains("more than 1048576 bytes");
    }

    @Test
    void one_value_larger_than_any_is_not_believed() throws Exception {
        assertThat(spoiled(read(new Endless(new OctetString("x".repeat(5000))), SHORT)))
                .contains("a value of 5000 bytes");
    }

    @Test
    void an_agent_that_falls_silent_in_the_middle_is_given_up_within_its_time() throws Exception {
        long begun = System.nanoTime();

        var reason = reason(read(new Fading(), SHORT));

        assertThat(reason).containsAnyOf("no answer", "too slow");
        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(7));
    }

    @Test
    void an_agent_with_another_engine_than_the_known_one_is_told_of_and_not_read()
            throws Exception {
        var user = new SnmpUser("reader", "a-long-password", "a-long-password");
        var door = new RecordedAgent.Door(user.name(), user.authPassword(), user.privPassword());
        var known = "";
        for (var engine : List.of("first", "first", "second")) {
            try (var agent = RecordedAgent.open(device(3), engine, door)) {
                var result =
                        reader.survey(
                                new DeviceAddress("127.0.0.1", agent.port()),
                                SnmpAccess.V3.of(user),
                                known,
                                Limits.USUAL);
                if (engine.equals("first")) {
                    known = ((Result.Seen) result).survey().identity().engineId();
                } else {
                    var other = (Result.OtherEngine) result;
                    assertThat(other.known()).isEqualTo(known);
                    assertThat(other.shown()).isNotBlank().isNotEqualTo(known);
                }
            }
        }
    }

    @Test
    void the_other_tables_of_a_device_that_spoils_one_are_used() throws Exception {
        var view = device(30);
        view.put(new OID("1.0.8802.1.1.2.1.4.1.1.5.0.3.1"), new OctetString("core-switch"));
        view.put(new OID("1.0.8802.1.1.2.1.4.1.1.7.0.3.1"), new OctetString("7"));
        var sensor = new OID("1.3.6.1.2.1.99.1.1.1.1");
        for (int i = 1; i < 10; i++) {
            view.put(new OID(sensor + "." + i), new Integer32(8));
        }
        var circling =
                new TreeMap<OID, Variable>(view) {
                    private static final long serialVersionUID = 1L;

                    @Override
                    public Map.Entry<OID, Variable> higherEntry(OID oid) {
                        return oid.startsWith(sensor) && oid.size() > sensor.size()
                                ? floorEntry(new OID(sensor + ".1"))
                                : super.higherEntry(oid);
                    }
                };

        var survey = ((Result.Seen) read(circling, Limits.USUAL)).survey();

        assertThat(survey.ports()).hasSize(30);
        assertThat(survey.neighbours()).hasSize(1);
        assertThat(survey.sensors()).isEmpty();
        assertThat(survey.isWhole(Part.NEIGHBOURS)).isTrue();
        assertThat(survey.spoiled())
                .singleElement()
                .satisfies(s -> {
                    assertThat(s.part()).isEqualTo(Part.SENSORS);
                    assertThat(s.table()).contains("entPhySensorTable");
                    assertThat(s.reason()).contains("go backwards at 1.3.6.1.2.1.99");
                });
    }

    @Test
    void good_devices_are_read_while_bad_ones_are() throws Exception {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var bad = threads.submit(() -> read(new Fading(), SHORT));
            var worse = threads.submit(() -> read(new Circling(), SHORT));
            var good = threads.submit(() -> read(device(300), Limits.USUAL));

            assertThat(((Result.Seen) good.get()).survey().ports()).hasSize(300);
            assertThat(bad.get()).isInstanceOf(Result.Silent.class);
            assertThat(spoiled(worse.get())).contains("go backwards");
        }
    }
}
