package io.holdfast.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.holdfast.simulator.datastore.HistoryEntry.Cause;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/** The operations of the NETCONF door. */
class WireTest extends OnTheWire {

    @Test
    void a_device_says_what_it_can_and_which_modules_it_has() throws IOException {
        try (var session = RawNetconf.to(firewall)) {
            assertThat(session.hello())
                    .contains("capability:candidate:1.0", "confirmed-commit:1.1", "startup:1.0")
                    .contains("module=ietf-access-control-list&amp;revision=2019-03-04")
                    .doesNotContain("ieee802-dot1q-bridge");
            assertThat(session.rpc("<get/>"))
                    .contains("<serial-num>SIM-WW-01-FW-1<", "<machine>Simulated firewall<");
        }
        try (var session = RawNetconf.to(access)) {
            assertThat(session.hello()).contains("ieee802-dot1q-bridge", "access-control-list");
            assertThat(
                            session.rpc(
                                    "<get><filter><interfaces xmlns='"
                                            + Configs.IF
                                            + "'/></filter></get>"))
                    .contains("<oper-status>up<", "<port-number>1<");
        }
    }

    @Test
    void a_fresh_device_answers_its_manager_on_each_slot_and_shows_the_same_key()
            throws IOException {
        for (var device : fleet.ready().devices()) {
            try (var session = RawNetconf.to(device)) {
                assertThat(session.shownKey()).isEqualTo(device.hostKey()).startsWith("SHA256:");
            }
        }
    }

    @Test
    void a_wrong_password_is_turned_down() {
        assertThatThrownBy(() -> RawNetconf.withPassword(firewall, "guess"))
                .isInstanceOf(IOException.class);
    }

    @Test
    void both_framings_are_spoken() throws IOException {
        try (var session = RawNetconf.old(firewall)) {
            assertThat(session.edit(Configs.description("lan0", "]]&gt; is not the end")))
                    .contains("<ok");
            assertThat(session.rpc("<get-config><source><candidate/></source></get-config>"))
                    .contains("]]&gt; is not the end");
        }
    }

    @Test
    void an_edit_shows_in_the_candidate_and_runs_only_after_commit() throws IOException {
        var filter =
                "<interfaces xmlns='"
                        + Configs.IF
                        + "'><interface><name>lan0</name></interface></interfaces>";
        try (var session = RawNetconf.to(firewall)) {
            assertThat(session.edit(Configs.description("lan0", "to the switch"))).contains("<ok");
            assertThat(session.running(filter))
                    .doesNotContain("to the switch")
                    .contains("<name>lan0<");
            assertThat(session.commit()).contains("<ok");
            assertThat(session.running(filter)).contains("to the switch").doesNotContain("wan0");
        }
        assertThat(causes("fw-1")).containsExactly(Cause.STARTED, Cause.COMMITTED);
    }

    @Test
    void merge_create_delete_remove_and_replace_do_what_the_standard_says() throws IOException {
        try (var session = RawNetconf.to(firewall)) {
            var lan1 = "<interface nc:operation='%s'><name>lan1</name>%s</interface>";
            assertThat(session.edit(Configs.interfaces(lan1.formatted("create", ""))))
                    .contains("data-exists");
            assertThat(session.edit(Configs.interfaces(lan1.formatted("delete", ""))))
                    .contains("<ok");
            assertThat(session.edit(Configs.interfaces(lan1.formatted("delete", ""))))
                    .contains("data-missing");
            assertThat(session.edit(Configs.interfaces(lan1.formatted("remove", ""))))
                    .contains("<ok");
            assertThat(
                            session.edit(
                                    Configs.interfaces(
                                            lan1.formatted(
                                                    "create",
                                                    "<type>ianaift:ethernetCsmacd</type>"))))
                    .contains("<ok");
            assertThat(
                            session.edit(
                                    Configs.interfaces(
                                            lan1.formatted(
                                                    "replace",
                                                    "<type>ianaift:ethernetCsmacd</type><description>new</description>"))))
                    .contains("<ok");
            assertThat(session.rpc("<get-config><source><candidate/></source></get-config>"))
                    .contains("<description>new<");
            assertThat(
                            session.rpc(
                                    "<edit-config><target><candidate/></target><default-operation>none</default-operation><config>"
                                            + Configs.interfaces(
                                                    "<interface><name>nope</name><enabled>true</enabled></interface>")
                                            + "</config></edit-config>"))
                    .contains("data-missing");
            assertThat(session.rpc("<discard-changes/>")).contains("<ok");
            assertThat(session.rpc("<get-config><source><candidate/></source></get-config>"))
                    .doesNotContain("<description>new<");
        }
    }

    @Test
    void test_only_changes_nothing_and_set_waits_for_validate() throws IOException {
        var edit =
                "<edit-config><target><candidate/></target><test-option>%s</test-option><config>%s</config></edit-config>";
        var dangling = Configs.acls("", Configs.attached("lan0.99", "nowhere"));
        try (var session = RawNetconf.to(firewall)) {
            assertThat(session.rpc(edit.formatted("test-only", Configs.description("lan0", "x"))))
                    .contains("<ok");
            assertThat(session.rpc("<get-config><source><candidate/></source></get-config>"))
                    .doesNotContain(">x<");
            assertThat(session.rpc(edit.formatted("test-then-set", dangling)))
                    .contains("instance-required", "nowhere");
            assertThat(session.rpc(edit.formatted("set", dangling))).contains("<ok");
            assertThat(session.rpc("<validate><source><candidate/></source></validate>"))
                    .contains("data-missing");
            assertThat(session.commit()).contains("data-missing");
        }
        assertThat(causes("fw-1")).containsExactly(Cause.STARTED);
    }

    @Test
    void nonsense_is_refused_with_the_place_and_the_reason() throws IOException {
        try (var session = RawNetconf.to(firewall)) {
            assertThat(
                            session.edit(
                                    "<interfaces xmlns='"
                                            + Configs.IF
                                            + "'><interfase/></interfaces>"))
                    .contains("unknown-element", "/interfaces/interfase");
            assertThat(session.edit("<x xmlns='urn:nobody'/>")).contains("unknown-namespace");
            assertThat(
                            session.edit(
                                    Configs.interfaces(
                                            "<interface><enabled>true</enabled></interface>")))
                    .contains("missing-element");
            assertThat(
                            session.edit(
                                    Configs.acls(
                                            Configs.list(
                                                    "a",
                                                    false,
                                                    Configs.tcp(
                                                            "t",
                                                            false,
                                                            "10.1.10.0/33",
                                                            "0.0.0.0/0",
                                                            1)),
                                            "")))
                    .contains("invalid-value", "10.1.10.0/33");
            assertThat(
                            session.edit(
                                    Configs.acls(
                                            Configs.list(
                                                    "a",
                                                    false,
                                                    Configs.tcp("t", true, "::/0", "::/0", 1)),
                                            "")))
                    .contains("unknown-element");
            assertThat(
                            session.edit(
                                    Configs.interfaces(
                                            Configs.subinterface(
                                                    "lan9.10", "10.9.9.1", "2001:db8:9::1"))))
                    .contains("lan9");
            assertThat(session.edit("<bridges xmlns='" + Configs.DOT1Q + "'/>"))
                    .contains("unknown-namespace");
            assertThat(session.rpc("<reboot xmlns='urn:nobody'/>"))
                    .contains("operation-not-supported");
            assertThat(
                            session.rpc(
                                    "<get-config><source><running/></source><filter type='xpath' select='/'/></get-config>"))
                    .contains("operation-not-supported");
        }
    }

    @Test
    void what_is_not_well_formed_ends_the_session() throws IOException {
        try (var session = RawNetconf.to(firewall)) {
            assertThat(session.rpc("<get><!ENTITY></get>")).contains("malformed-message");
            assertThatThrownBy(session::commit).isInstanceOf(IOException.class);
        }
    }

    @Test
    void a_lock_keeps_others_out_and_falls_with_its_session() throws IOException {
        try (var other = RawNetconf.to(firewall)) {
            try (var first = RawNetconf.to(firewall)) {
                assertThat(first.rpc("<lock><target><candidate/></target></lock>")).contains("<ok");
                assertThat(other.rpc("<lock><target><candidate/></target></lock>"))
                        .contains("lock-denied", "<session-id>" + first.sessionId() + "<");
                assertThat(other.edit(Configs.description("lan0", "y"))).contains("in-use");
                assertThat(first.edit(Configs.description("lan0", "mine"))).contains("<ok");
            }
            eventually(
                    () -> other.rpc("<lock><target><candidate/></target></lock>").contains("<ok"));
            assertThat(other.rpc("<get-config><source><candidate/></source></get-config>"))
                    .doesNotContain("mine");
            assertThat(other.rpc("<unlock><target><candidate/></target></unlock>")).contains("<ok");
            assertThat(other.rpc("<unlock><target><candidate/></target></unlock>"))
                    .contains("operation-failed");
        }
    }

    @Test
    void a_dirty_candidate_cannot_be_locked() throws IOException {
        try (var first = RawNetconf.to(firewall);
                var second = RawNetconf.to(firewall)) {
            assertThat(first.edit(Configs.description("lan0", "left lying"))).contains("<ok");
            assertThat(second.rpc("<lock><target><candidate/></target></lock>"))
                    .contains("lock-denied");
        }
    }
}
