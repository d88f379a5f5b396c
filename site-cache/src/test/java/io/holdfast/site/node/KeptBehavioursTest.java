package io.holdfast.site.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.holdfast.core.observe.BehaviourTable;
import io.holdfast.core.observe.DeviceBehaviour;
import io.holdfast.core.observe.DeviceBehaviour.Kind;
import io.holdfast.core.zone.Blueprint;
import io.holdfast.simulator.Fault;
import io.holdfast.site.devices.Drivers;
import io.holdfast.site.ledger.SiteStore;
import io.holdfast.site.lookout.Behaviours;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A lie seen in a transaction is in the site's store, and a restart does not forgive it. */
class KeptBehavioursTest extends WholeNode {

    /** A node in a hurry looks at its devices once a second. */
    private static final Duration LOOKED_AT_AGAIN = Duration.ofSeconds(3);

    private BehaviourTable kept() {
        return behaviours("fw-1");
    }

    private void nothingIsKept(int outcomes) {
        await().atMost(LONG)
                .untilAsserted(() ->
                        assertThat(centre.entries("OUTCOME"))
                                .as(centre.journalText())
                                .hasSizeGreaterThanOrEqualTo(outcomes));
        assertThat(centre.entries("OUTCOME"))
                .noneMatch(e -> e.payload().contains("\"end\":\"KEPT\""));
        assertThat(centre.slotState("fw-1")).doesNotContain("KEPT");
    }

    @ParameterizedTest
    @CsvSource({
        "TRIAL_IS_PERMANENT,        CONFIRMS_ANY_TOKEN",
        "VALIDATE_LOSES_THE_CHANGE, COMMIT_WITHOUT_EFFECT",
        "STARTUP_NOT_SAVED,         STARTUP_NOT_SAVED",
    })
    void a_lie_in_a_transaction_is_written_down_and_never_ends_in_kept(Fault lie, Kind named)
            throws Exception {
        plant.device("fw-1").have(lie);
        try (var node = node(hasty(), Drivers.installed())) {
            onboard(node.site());
            release(Blueprint.reference());
            nothingIsKept(1);
            await().pollDelay(LOOKED_AT_AGAIN).until(() -> true);
            nothingIsKept(1);
        }
        assertThat(kept().has(named)).as(kept().toString()).isTrue();
    }

    @Test
    void a_restart_of_the_node_does_not_forgive_a_lie() throws Exception {
        plant.device("fw-1").have(Fault.COMMIT_WITHOUT_EFFECT);
        try (var node = node(hasty(), Drivers.installed())) {
            onboard(node.site());
            release(Blueprint.reference());
            nothingIsKept(1);
        }
        var written = kept();
        assertThat(written.has(Kind.COMMIT_WITHOUT_EFFECT)).as(written.toString()).isTrue();

        plant.device("fw-1").have(Fault.NONE);
        int before = centre.entries("OUTCOME").size();
        try (var _ = node(hasty(), Drivers.installed())) {
            release(smaller(Blueprint.reference()));
            nothingIsKept(before + 1);
            assertThat(centre.entries("OUTCOME").getLast().payload()).contains("known-lie");
        }
        assertThat(kept()).isEqualTo(written);
    }

    @Test
    void what_was_learnt_is_forgotten_with_the_key_or_the_software_and_not_by_silence() {
        try (var store = SiteStore.open(folder.resolve("alone.db"))) {
            var behaviours = new Behaviours(store);
            var row = new DeviceBehaviour(Kind.STARTUP_NOT_SAVED, "seen by a test", Instant.EPOCH);
            var table = new BehaviourTable(List.of(row));
            var slot = slot("fw-1");
            behaviours.learn(slot, new Behaviours.Learnt("key", "1.0", table));
            behaviours.learn(slot, new Behaviours.Learnt("key", "", BehaviourTable.EMPTY));
            assertThat(behaviours.of(slot)).isEqualTo(table);
            behaviours.learn(slot, new Behaviours.Learnt("key", "1.1", BehaviourTable.EMPTY));
            assertThat(behaviours.of(slot)).isEqualTo(BehaviourTable.EMPTY);

            behaviours.learn(slot, new Behaviours.Learnt("key", "1.1", table));
            behaviours.learn(slot, new Behaviours.Learnt("other", "1.1", BehaviourTable.EMPTY));
            assertThat(behaviours.of(slot)).isEqualTo(BehaviourTable.EMPTY);
        }
    }
}
