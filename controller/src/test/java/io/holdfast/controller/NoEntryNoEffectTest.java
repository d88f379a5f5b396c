package io.holdfast.controller;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.holdfast.controller.access.AuditTrail;
import io.holdfast.controller.scope.Acting;
import io.holdfast.controller.scope.Caller;
import io.holdfast.controller.scope.Permission;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataAccessException;

/**
 * While no entry can be written, no operation of the contract does anything; once it can, each
 * leaves exactly one (G-16). A new operation that changes something needs a row in {@link Deeds}.
 */
class NoEntryNoEffectTest extends CentreStory {

    /** They answer from what is sent and store nothing, so there is nothing to record. */
    private static final Set<String> STORE_NOTHING = Set.of("tryChange", "readRunningText");

    /**
     * An operation that carries out other use cases as well leaves one entry of each: who reads the
     * drafts that were made, or the states that sites were offered, finds all of them.
     */
    private static final Map<String, List<String>> ALSO =
            Map.ofEntries(
                    Map.entry("importSites", List.of("import.run", "site.create")),
                    Map.entry(
                            "confirmDecommissioning",
                            List.of("site.confirm-decommissioning", "site.shut-out")),
                    Map.entry("addLateEntries", List.of("site.journal-head", "site.late-entries")),
                    Map.entry("adoptHold", List.of("change.draft", "hold.adopt")),
                    Map.entry("revertHold", List.of("hold.revert", "site.offer-state")),
                    Map.entry("adoptDrift", List.of("change.draft", "drift.adopt")),
                    Map.entry("reAssertDevice", List.of("drift.re-assert", "site.offer-state")),
                    Map.entry(
                            "cloneChange", List.of("change.clone", "change.draft", "change.plan")),
                    Map.entry("revertChange", List.of("change.draft", "change.revert")),
                    Map.entry(
                            "approveChange",
                            List.of(
                                    "change.approve",
                                    "change.release",
                                    "release.sign",
                                    "rollout.start")),
                    Map.entry(
                            "draftRestore",
                            List.of("change.draft", "configuration.read", "configuration.restore")),
                    Map.entry("rollBackRollout", List.of("rollout.rollback", "site.offer-state")));

    /** As a database whose disk is full, or whose audit table somebody took away: when told so. */
    @BeforeAll
    static void a_writer_that_can_be_broken() {
        plant.sql("create table public.writer as select false as broken");
        plant.sql(
                """
                create function public.write_or_not() returns trigger
                language plpgsql security definer as $$
                begin
                    if (select broken from public.writer) then
                        raise exception 'no entry can be written';
                    end if;
                    return new;
                end $$\
                """);
        plant.sql(
                "create trigger write_or_not before insert on audit_entry for each row execute"
                        + " function public.write_or_not()");
    }

    private static void writer(boolean broken) {
        plant.sql("update public.writer set broken = " + broken);
    }

    private static final String BY_PEOPLE =
            " from audit_entry where door like 'rest%' and outcome = 'ALLOWED'";

    private static long entries() {
        return Long.parseLong(plant.sql("select count(*)" + BY_PEOPLE).getFirst());
    }

    private static List<String> newest(long count) {
        return plant
                .sql("select action" + BY_PEOPLE + " order by at desc, entry_id limit " + count)
                .stream()
                .sorted()
                .toList();
    }

    @Test
    void without_an_entry_no_operation_has_an_effect_and_with_one_it_leaves_exactly_one() {
        var ada = Person.login(base, "ada", "a-long-password");
        var deeds = new Deeds(ada, RunningHouse.of(ada)).all();
        var changing =
                Contract.operations().stream()
                        .filter(o -> !o.method().equals("GET"))
                        .map(Contract.Operation::id)
                        .filter(id -> !STORE_NOTHING.contains(id))
                        .collect(Collectors.toCollection(TreeSet::new));
        assertThat(new TreeSet<>(deeds.keySet()))
                .as("each operation that changes something has a row")
                .isEqualTo(changing);
        var wrong = new ArrayList<String>();
        deeds.forEach((operation, row) -> {
            Deed deed;
            try {
                deed = row.get();
            } catch (AssertionError | RuntimeException e) {
                wrong.add(operation + " cannot be prepared: " + e.getMessage());
                return;
            }
            withoutAnEntry(deed).ifPresent(what -> wrong.add(operation + " " + what));
            long count = entries();
            var done = deed.send();
            if (done.status() >= 300) {
                wrong.add(operation + ": " + done.status() + " " + done.body());
                return;
            }
            deed.then().accept(done);
            var left = newest(entries() - count);
            boolean right =
                    ALSO.containsKey(operation)
                            ? left.equals(ALSO.get(operation))
                            : left.size() == 1;
            if (!right) {
                wrong.add(operation + " left " + left);
            }
        });
        assertThat(wrong).isEmpty();
    }

    /**
     * What it did although no entry could be written. Rollouts go on by their own clock meanwhile:
     * an effect of the request itself is there however often it is sent.
     */
    private static Optional<String> withoutAnEntry(Deed deed) {
        var changed = new ArrayList<String>();
        for (int tries = 0; tries < 3; tries++) {
            var before = waterworksRows();
            writer(true);
            Api.Answer refused;
            try {
                refused = deed.send();
            } finally {
                writer(false);
            }
            changed.clear();
            changed.addAll(waterworksRows());
            changed.removeAll(before);
            if (refused.status() < 500) {
                return Optional.of("without an entry: " + refused.status() + refused.body());
            }
            if (changed.isEmpty()) {
                return Optional.empty();
            }
        }
        return Optional.of("without an entry changed " + changed);
    }

    @Test
    void what_is_only_tried_stores_nothing_either_way() {
        var before = waterworksRows();
        for (var operation : Contract.operations()) {
            if (STORE_NOTHING.contains(operation.id())) {
                Contract.send(
                        water,
                        operation,
                        Contract.filled(operation, Map.of("site", "ww-01")),
                        Contract.body(operation.id()));
            }
        }
        assertThat(waterworksRows()).isEqualTo(before);
    }

    /** The one thing that a page changes and no operation does: that somebody let it be checked. */
    @Test
    void who_lets_the_centre_check_its_log_leaves_an_entry_and_without_one_nothing_is_checked() {
        var trail = plant.bean(AuditTrail.class);
        var auditor =
                new Caller(
                        waterworks,
                        Caller.Kind.PERSON,
                        "test",
                        "uwe",
                        "Uwe",
                        Set.of(),
                        Set.of(Permission.READ_AUDIT));
        writer(true);
        try {
            assertThatThrownBy(() -> Acting.as(auditor, trail::verify))
                    .isInstanceOf(DataAccessException.class);
        } finally {
            writer(false);
        }
        Acting.as(auditor, trail::verify);
        assertThat(plant.sql("select action from audit_entry where action = 'audit.verify'"))
                .hasSize(1);
    }
}
