package io.holdfast.snmp;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.snmp.SwitchState.Port;
import io.holdfast.snmp.SwitchState.StaticVlan;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Ports 1 and 2 are trunks, port 3 is free; the switch is managed in VLAN 99. */
class SwitchStepsTest {

    private static final int MANAGEMENT = 99;

    private static Port port(int number, boolean up, boolean taggedOnly, boolean filtering) {
        return new Port(number, "p" + number, "", up, 1, taggedOnly, filtering);
    }

    private static SwitchState state(Set<Integer> managedBy, Port free) {
        var ports = new TreeMap<Integer, Port>();
        ports.put(1, port(1, true, true, true));
        ports.put(2, port(2, true, true, true));
        ports.put(3, free);
        var vlans = new TreeMap<Integer, StaticVlan>();
        vlans.put(20, new StaticVlan("pumps", new TreeSet<>(Set.of(1, 2)), new TreeSet<>()));
        vlans.put(99, new StaticVlan("management", new TreeSet<>(managedBy), new TreeSet<>()));
        return new SwitchState(ports, vlans);
    }

    private static SwitchState managedBy(Integer... ports) {
        return state(Set.of(ports), port(3, false, false, true));
    }

    @Test
    void a_port_in_no_vlan_that_takes_frames_of_every_vlan_is_not_isolated() {
        assertThat(state(Set.of(1), port(3, true, false, false)).meaning().foreign())
                .containsExactly("p3 takes frames of VLANs it is not in");
        assertThat(state(Set.of(1), port(3, false, false, false)).meaning().foreign())
                .as("a port that is shut takes none")
                .isEmpty();
    }

    @Test
    void a_port_that_came_into_the_management_vlan_may_leave_it_again_and_the_last_one_may_not() {
        var before = managedBy(1).meaning().config();
        assertThat(SwitchSteps.objectionToGoingBack(managedBy(1, 2), before, MANAGEMENT)).isEmpty();
        assertThat(SwitchSteps.objectionToGoingBack(managedBy(2), before, MANAGEMENT))
                .as("somebody manages it over another port by now")
                .hasValueSatisfying(why -> assertThat(why).startsWith("port p2 carries VLAN 99"));
    }

    @Test
    void what_no_way_of_ours_leads_to_is_strange_and_what_is_half_gone_is_not() {
        assertThat(managedBy(1, 9).strange()).containsExactly("VLAN 99 has port 9, which is none");
        var halfWay = managedBy(1);
        halfWay.vlans().get(20).egress().add(3);
        assertThat(halfWay.meaning().foreign()).isNotEmpty();
        assertThat(halfWay.strange()).isEmpty();
    }
}
