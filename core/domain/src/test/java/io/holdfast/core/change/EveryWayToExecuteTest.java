package io.holdfast.core.change;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.core.change.ChangeRequest.Approved;
import io.holdfast.core.change.ChangeRequest.Released;
import io.holdfast.core.zone.Plant;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * Every sequence of steps people can take, up to six of them: none leads to a change in force
 * without as many approvals as it takes, of different people who were permitted to give them, who
 * wrote nothing of it, over exactly what is carried out. Judged from a list of what was done, not
 * from the states.
 */
class EveryWayToExecuteTest {

    private static final int LONGEST = 6;
    private static final Instant NOW = Instant.parse("2026-11-23T09:00:00Z");
    private static final List<PolicyEdit> EDITS =
            List.of(new PolicyEdit.PutConduit(Plant.vendorAccess()));

    private enum Who {
        ANNA,
        BEN,
        CLEO;

        Person person() {
            return new Person(name());
        }
    }

    /** What one of them, or the world, does. */
    private sealed interface Step {

        /** Writes; what it does is another thing each time. */
        record Edit(Who by) implements Step {}

        record Submit() implements Step {}

        /** Approves what is there, or what was there when last looked at. */
        record Approve(Who by, boolean late) implements Step {}

        record Withdraw(Who by) implements Step {}

        /** Loses or gets the right to approve. */
        record RoleChange(Who of) implements Step {}

        /** Becomes, or is no longer, somebody responsible for safety. */
        record Safety(Who of) implements Step {}

        /** Another change is released; this one does the same after it, or something else. */
        record BaseMoves(boolean same) implements Step {}
    }

    private static final List<Step> STEPS = steps();

    private static List<Step> steps() {
        var steps = new ArrayList<Step>();
        steps.add(new Step.Submit());
        for (var who : Who.values()) {
            steps.add(new Step.Edit(who));
            steps.add(new Step.Approve(who, false));
            steps.add(new Step.Approve(who, true));
        }
        steps.add(new Step.Withdraw(Who.ANNA));
        steps.add(new Step.Withdraw(Who.BEN));
        steps.add(new Step.RoleChange(Who.BEN));
        steps.add(new Step.Safety(Who.CLEO));
        steps.add(new Step.BaseMoves(true));
        steps.add(new Step.BaseMoves(false));
        return List.copyOf(steps);
    }

    private static final String SAFETY = "SAFETY";

    /** What it may take. */
    private static final List<ApprovalRule> RULES =
            List.of(
                    ApprovalRule.ONE,
                    new ApprovalRule(2, List.of()),
                    new ApprovalRule(1, List.of(new ApprovalRule.OfRole(SAFETY, 1))),
                    new ApprovalRule(2, List.of(new ApprovalRule.OfRole(SAFETY, 1))));

    /** What was approved, by whom, and whether as somebody responsible for safety. */
    private record Yes(Who by, String what, boolean safety) {}

    /**
     * The world after some steps.
     *
     * @param content stands for everything the change would carry out now
     * @param seen the content before that
     * @param history each yes that was accepted
     */
    private record World(
            ChangeRequest change,
            long base,
            int contents,
            String content,
            String seen,
            Set<Who> authors,
            Set<Who> mayApprove,
            Set<Who> safety,
            List<Yes> history) {}

    private int sequences;
    private int executed;

    @Test
    void no_sequence_executes_what_not_enough_other_people_approved() {
        var ways = new EnumMap<Who, Integer>(Who.class);
        for (var rule : RULES) {
            sequences = 0;
            executed = 0;
            walk(begun(), rule, 0, ways);
            assertThat(sequences).as("sequences").isGreaterThan(50_000);
            assertThat(executed)
                    .as("some do lead there")
                    .isGreaterThan(rule.people() == 1 ? 300 : 5);
        }
        assertThat(ways.keySet())
                .as("who wrote first never decides")
                .containsOnly(Who.BEN, Who.CLEO);
    }

    private static World begun() {
        var proposal =
                new Proposal(
                        new ChangeId("chg-1"),
                        "Vendor access",
                        "pump 3",
                        List.of(Who.ANNA.person()),
                        NOW,
                        7,
                        EDITS,
                        List.of());
        var verified = ChangeSteps.verify(new ChangeRequest.Draft(proposal, ""), evidence(7, "0"));
        return new World(
                moved(verified),
                7,
                0,
                "0",
                "0",
                EnumSet.of(Who.ANNA),
                EnumSet.allOf(Who.class),
                EnumSet.noneOf(Who.class),
                List.of());
    }

    private void walk(World world, ApprovalRule rule, int length, Map<Who, Integer> ways) {
        sequences++;
        execute(world, rule, ways);
        if (length == LONGEST) {
            return;
        }
        for (var step : STEPS) {
            var next = after(world, step, rule);
            // What is refused changes nothing: the shorter sequence was looked at already.
            if (!next.equals(world)) {
                walk(next, rule, length + 1, ways);
            }
        }
    }

    /** Whoever tries to put it into force here. */
    private void execute(World world, ApprovalRule rule, Map<Who, Integer> ways) {
        var attempt =
                ChangeSteps.release(
                        world.change(),
                        Who.CLEO.person(),
                        rule,
                        world.base(),
                        world.base() + 1,
                        NOW);
        if (!(attempt instanceof ChangeSteps.Attempt.Moved(Released released))) {
            return;
        }
        executed++;
        var approving = new HashSet<Who>();
        var safety = new HashSet<Who>();
        for (var yes : world.history()) {
            if (yes.what().equals(world.content()) && !world.authors().contains(yes.by())) {
                approving.add(yes.by());
                if (yes.safety()) {
                    safety.add(yes.by());
                }
            }
        }
        assertThat(approving).as("%s", world).hasSizeGreaterThanOrEqualTo(rule.people());
        assertThat(safety)
                .as("%s", world)
                .hasSizeGreaterThanOrEqualTo(
                        rule.roles().stream().mapToInt(ApprovalRule.OfRole::people).sum());
        assertThat(released.approvals()).as("%s", world).hasSizeGreaterThanOrEqualTo(rule.people());
        for (var approval : released.approvals()) {
            assertThat(approval.configDigest()).isEqualTo(digest(world.content()));
            assertThat(approving).contains(Who.valueOf(approval.by().id()));
        }
        assertThat(released.evidence().configDigest()).isEqualTo(digest(world.content()));
        approving.forEach(who -> ways.merge(who, 1, Integer::sum));
    }

    private static World after(World w, Step step, ApprovalRule rule) {
        return switch (step) {
            case Step.Edit(var by) -> {
                var drafted = ChangeSteps.edit(w.change(), by.person(), "t", "r", w.base(), EDITS);
                if (!(drafted instanceof ChangeSteps.Attempt.Moved(var draft))) {
                    yield w;
                }
                var content = String.valueOf(w.contents() + 1);
                var authors = EnumSet.copyOf(w.authors());
                authors.add(by);
                yield new World(
                        moved(ChangeSteps.verify(draft, evidence(w.base(), content))),
                        w.base(),
                        w.contents() + 1,
                        content,
                        w.content(),
                        authors,
                        w.mayApprove(),
                        w.safety(),
                        w.history());
            }
            case Step.Submit _ ->
                    with(w, ChangeSteps.submit(w.change(), w.base(), NOW), w.history());
            case Step.Approve(var by, var late) -> {
                if (!w.mayApprove().contains(by)) {
                    yield w;
                }
                var read = late ? w.seen() : w.content();
                var history = new ArrayList<>(w.history());
                boolean safety = w.safety().contains(by);
                history.add(new Yes(by, read, safety));
                yield with(
                        w,
                        ChangeSteps.approve(
                                w.change(),
                                by.person(),
                                safety ? List.of(SAFETY) : List.of(),
                                digest("flow"),
                                digest(read),
                                "",
                                rule,
                                NOW),
                        history);
            }
            case Step.Withdraw(var by) ->
                    with(w, ChangeSteps.withdraw(w.change(), by.person(), "", NOW), w.history());
            case Step.RoleChange(var of) -> {
                var may = EnumSet.copyOf(w.mayApprove());
                if (!may.remove(of)) {
                    may.add(of);
                }
                yield new World(
                        w.change(),
                        w.base(),
                        w.contents(),
                        w.content(),
                        w.seen(),
                        w.authors(),
                        may,
                        w.safety(),
                        w.history());
            }
            case Step.Safety(var of) -> {
                var safety = EnumSet.copyOf(w.safety());
                if (!safety.remove(of)) {
                    safety.add(of);
                }
                yield new World(
                        w.change(),
                        w.base(),
                        w.contents(),
                        w.content(),
                        w.seen(),
                        w.authors(),
                        w.mayApprove(),
                        safety,
                        w.history());
            }
            case Step.BaseMoves(var same) -> {
                var content = same ? w.content() : String.valueOf(w.contents() + 1);
                long base = w.base() + 1;
                var rebased = ChangeSteps.rebase(w.change(), evidence(base, content));
                yield new World(
                        rebased instanceof ChangeSteps.Attempt.Moved(var to) ? to : w.change(),
                        base,
                        w.contents() + (same ? 0 : 1),
                        content,
                        same ? w.seen() : w.content(),
                        w.authors(),
                        w.mayApprove(),
                        w.safety(),
                        w.history());
            }
        };
    }

    private static World with(World w, ChangeSteps.Attempt attempt, List<Yes> history) {
        return attempt instanceof ChangeSteps.Attempt.Moved(var to)
                ? new World(
                        to,
                        w.base(),
                        w.contents(),
                        w.content(),
                        w.seen(),
                        w.authors(),
                        w.mayApprove(),
                        w.safety(),
                        history)
                : w;
    }

    private static Evidence evidence(long base, String content) {
        return new Evidence(base, digest("flow"), digest(content), List.of(), NOW);
    }

    private static String digest(String content) {
        var hex = Integer.toHexString(content.hashCode());
        return "0".repeat(64 - hex.length()) + hex;
    }

    private static ChangeRequest moved(ChangeSteps.Attempt attempt) {
        return ((ChangeSteps.Attempt.Moved) attempt).to();
    }

    @Test
    void a_change_that_was_never_approved_is_not_put_into_force() {
        var approved = new Approved(begun().change().proposal(), evidence(7, "0"), List.of());
        assertThat(ChangeSteps.release(approved, Who.CLEO.person(), ApprovalRule.ONE, 7, 8, NOW))
                .as("a state nobody can come to, and still")
                .isInstanceOf(ChangeSteps.Attempt.Refused.class);
    }

    @Test
    void the_authors_own_approval_counts_for_nothing_even_in_a_state_nobody_can_come_to() {
        var own =
                new ApprovalGiven(
                        Who.ANNA.person(), NOW, "", 7, digest("flow"), digest("0"), List.of());
        var approved = new Approved(begun().change().proposal(), evidence(7, "0"), List.of(own));
        assertThat(ChangeSteps.release(approved, Who.CLEO.person(), ApprovalRule.ONE, 7, 8, NOW))
                .isInstanceOf(ChangeSteps.Attempt.Refused.class);
    }
}
