package io.holdfast.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.holdfast.simulator.datastore.HistoryEntry.Cause;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/** Trials, lost sessions, lost power, lost paths and faults at the NETCONF door. */
class TrialTest extends OnTheWire {

    @Test
    void a_trial_goes_back_by_the_devices_own_timer() throws IOException {
        try (var session = RawNetconf.to(firewall)) {
            session.edit(Configs.description("lan0", "on trial"));
            assertThat(session.trial(1, "txn-1")).contains("<ok");
            assertThat(device("fw-1").runningXml()).contains("on trial");
        }
        eventually(() -> !device("fw-1").runningXml().contains("on trial"));
        assertThat(causes("fw-1"))
                .containsExactly(Cause.STARTED, Cause.ON_TRIAL, Cause.TAKEN_BACK_BY_TIMER);
    }

    @Test
    void a_trial_is_kept_by_another_session_that_knows_its_token()
            throws IOException, InterruptedException {
        try (var session = RawNetconf.to(firewall)) {
            session.edit(Configs.description("lan0", "kept"));
            assertThat(session.trial(2, "txn-2")).contains("<ok");
        }
        try (var session = RawNetconf.to(firewall)) {
            assertThat(session.commit()).contains("invalid-value");
            assertThat(session.rpc("<commit><persist-id>other</persist-id></commit>"))
                    .contains("invalid-value");
            assertThat(session.rpc("<lock><target><running/></target></lock>"))
                    .contains("lock-denied");
            assertThat(session.rpc("<commit><persist-id>txn-2</persist-id></commit>"))
                    .contains("<ok");
        }
        Thread.sleep(2200);
        assertThat(device("fw-1").runningXml()).contains("kept");
        assertThat(device("fw-1").history().getLast())
                .matches(e ->
                        e.cause() == Cause.KEPT
                                && e.transaction().equals("txn-2")
                                && e.user().equals("holdfast"));
    }

    @Test
    void a_trial_without_token_ends_with_its_session() throws IOException {
        try (var session = RawNetconf.to(firewall)) {
            session.edit(Configs.description("lan0", "fleeting"));
            assertThat(session.trial(600, "")).contains("<ok");
        }
        eventually(() -> causes("fw-1").contains(Cause.TAKEN_BACK_BY_LOST_SESSION));
        assertThat(device("fw-1").runningXml()).doesNotContain("fleeting");
    }

    @Test
    void a_trial_is_cancelled_and_extended_by_those_who_may()
            throws IOException, InterruptedException {
        try (var session = RawNetconf.to(firewall);
                var other = RawNetconf.to(firewall)) {
            session.edit(Configs.description("lan0", "long trial"));
            session.trial(1, "t");
            assertThat(
                            session.rpc(
                                    "<commit><confirmed/><confirm-timeout>30</confirm-timeout><persist>t</persist><persist-id>t</persist-id></commit>"))
                    .contains("<ok");
            Thread.sleep(1300);
            assertThat(device("fw-1").runningXml()).contains("long trial");
            assertThat(other.rpc("<cancel-commit/>")).contains("invalid-value");
            assertThat(other.rpc("<cancel-commit><persist-id>t</persist-id></cancel-commit>"))
                    .contains("<ok");
            assertThat(other.rpc("<cancel-commit><persist-id>t</persist-id></cancel-commit>"))
                    .contains("invalid-value");
        }
        assertThat(causes("fw-1"))
                .containsExactly(
                        Cause.STARTED,
                        Cause.ON_TRIAL,
                        Cause.TRIAL_EXTENDED,
                        Cause.TAKEN_BACK_BY_CANCEL);
    }

    @Test
    void kill_session_ends_another_and_not_oneself() throws IOException {
        try (var first = RawNetconf.to(firewall);
                var second = RawNetconf.to(firewall)) {
            assertThat(
                            first.rpc(
                                    "<kill-session><session-id>"
                                            + first.sessionId()
                                            + "</session-id></kill-session>"))
                    .contains("invalid-value");
            assertThat(
                            first.rpc(
                                    "<kill-session><session-id>"
                                            + second.sessionId()
                                            + "</session-id></kill-session>"))
                    .contains("<ok");
            assertThatThrownBy(() -> second.rpc("<get/>")).isInstanceOf(IOException.class);
            assertThat(first.rpc("<close-session/>")).contains("<ok");
        }
    }

    @Test
    void power_loss_forgets_what_was_not_saved() throws IOException {
        try (var session = RawNetconf.to(firewall)) {
            session.edit(Configs.description("lan0", "saved"));
            session.commit();
            assertThat(
                            session.rpc(
                                    "<copy-config><target><startup/></target><source><running/></source></copy-config>"))
                    .contains("<ok");
            session.edit(Configs.description("lan0", "forgotten"));
            session.commit();
            device("fw-1").power(false);
            assertThatThrownBy(() -> session.rpc("<get/>")).isInstanceOf(IOException.class);
        }
        assertThatThrownBy(() -> RawNetconf.to(firewall)).isInstanceOf(IOException.class);
        device("fw-1").power(true);
        try (var session = RawNetconf.to(firewall)) {
            assertThat(session.rpc("<get-config><source><running/></source></get-config>"))
                    .contains(">saved<");
        }
        assertThat(causes("fw-1"))
                .endsWith(Cause.SAVED, Cause.COMMITTED, Cause.POWER_LOST, Cause.STARTED);
    }

    @Test
    void a_list_that_locks_the_manager_out_cuts_the_session_and_goes_back_by_timer()
            throws IOException {
        try (var session = RawNetconf.to(firewall)) {
            assertThat(session.edit(Configs.lockOut())).contains("<ok");
            assertThatThrownBy(() -> session.trial(1, "cut")).isInstanceOf(IOException.class);
        }
        assertThatThrownBy(() -> RawNetconf.to(firewall)).isInstanceOf(IOException.class);
        eventually(() -> causes("fw-1").contains(Cause.TAKEN_BACK_BY_TIMER));
        try (var session = RawNetconf.to(firewall)) {
            assertThat(session.rpc("<get-config><source><running/></source></get-config>"))
                    .doesNotContain("in-mgmt-v4");
        }
    }

    @Test
    void a_vlan_taken_from_the_trunk_cuts_the_firewall_but_not_the_switch() throws IOException {
        try (var onSwitch = RawNetconf.to(access);
                var onFirewall = RawNetconf.to(firewall)) {
            assertThat(onSwitch.edit(Configs.trunkWithoutManagement())).contains("<ok");
            assertThat(onSwitch.trial(1, "vlan")).contains("<ok");
            assertThatThrownBy(() -> onFirewall.rpc("<get/>")).isInstanceOf(IOException.class);
            assertThatThrownBy(() -> RawNetconf.to(firewall)).isInstanceOf(IOException.class);
        }
        eventually(() -> causes("sw-1").contains(Cause.TAKEN_BACK_BY_TIMER));
        try (var session = RawNetconf.to(firewall)) {
            assertThat(session.rpc("<get/>")).contains("fw-1");
        }
    }

    @Test
    void faults_come_and_go_on_demand() throws IOException {
        device("fw-1").have(Fault.OK_WITHOUT_EFFECT);
        try (var session = RawNetconf.to(firewall)) {
            assertThat(session.edit(Configs.description("lan0", "never"))).contains("<ok");
            assertThat(session.commit()).contains("<ok");
            assertThat(device("fw-1").runningXml()).doesNotContain("never");
            device("fw-1").have(Fault.WRONG_MESSAGE_ID);
            assertThat(session.rpc("<get/>")).contains("4711");
            device("fw-1").have(Fault.BILLION_LAUGHS);
            assertThat(session.rpc("<get/>")).contains("<!ENTITY l19");
            device("fw-1").have(Fault.COMMIT_ANSWER_LOST);
            session.edit(Configs.description("lan0", "done"));
            assertThatThrownBy(session::commit).isInstanceOf(IOException.class);
            assertThat(device("fw-1").runningXml()).contains("done");
        }
        device("fw-1").have(Fault.CHANGED_HOST_KEY);
        try (var session = RawNetconf.to(firewall)) {
            assertThat(session.shownKey()).isNotEqualTo(firewall.hostKey());
        }
    }
}
