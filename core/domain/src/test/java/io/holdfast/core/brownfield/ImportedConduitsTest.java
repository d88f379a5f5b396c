package io.holdfast.core.brownfield;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.core.brownfield.Inherited.Proposed;
import io.holdfast.core.brownfield.Inherited.Retired;
import io.holdfast.core.change.Edits;
import io.holdfast.core.change.Edits.Edited;
import io.holdfast.core.change.PolicyEdit;
import io.holdfast.core.config.AccessList;
import io.holdfast.core.config.AclName;
import io.holdfast.core.config.DeviceConfig;
import io.holdfast.core.config.FilterRule;
import io.holdfast.core.config.InterfaceConfig;
import io.holdfast.core.config.InterfaceMode;
import io.holdfast.core.config.Verdict;
import io.holdfast.core.network.PacketMatch;
import io.holdfast.core.network.Prefix;
import io.holdfast.core.network.Service;
import io.holdfast.core.site.SitePlan;
import io.holdfast.core.zone.Blueprint;
import io.holdfast.core.zone.Conduit;
import io.holdfast.core.zone.ConduitId;
import io.holdfast.core.zone.ModelProblem;
import io.holdfast.core.zone.Plant;
import io.holdfast.core.zone.ZoneModel;
import io.holdfast.core.zone.ZoneName;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ImportedConduitsTest {

    private static final String LIST = "outside-in";
    private static final LocalDate REVIEW = LocalDate.of(2027, 3, 31);

    private static final BrownfieldImport.Draft FOUND =
            new BrownfieldImport.Draft(
                    List.of(
                            found(
                                    "r10",
                                    "it",
                                    "ot-dmz",
                                    "10.1.10.7/32",
                                    "10.1.30.12/32",
                                    "tcp/443"),
                            found(
                                    "r20",
                                    "it",
                                    "ot-dmz",
                                    "10.1.10.7/32",
                                    "10.1.30.99/32",
                                    "tcp/8443"),
                            found("r30", "it", "ot", "10.1.10.7/32", "10.1.40.31/32", "tcp/502"),
                            new Retired(LIST, "r40", REVIEW, "It joins no two zones.", "0")),
                    true);

    private static Proposed found(
            String rule,
            String from,
            String to,
            String source,
            String destination,
            String service) {
        return new Proposed(
                LIST,
                rule,
                new ZoneName(from),
                new ZoneName(to),
                List.of(
                        new PacketMatch(
                                Prefix.of(source), Prefix.of(destination), Service.of(service))));
    }

    @Test
    void a_rule_becomes_a_conduit_between_groups_and_a_second_one_uses_the_group_of_the_first() {
        var edits = imported().edits();

        var conduits = new ArrayList<String>();
        for (var edit : edits) {
            if (edit instanceof PolicyEdit.PutConduit(var conduit)) {
                conduits.add(conduit.from() + " > " + conduit.to() + " " + conduit.services());
            }
        }
        assertThat(conduits)
                .containsExactly(
                        "it/inherited-800eb2ca > ot-dmz/inherited-aebb20cf [tcp/443]",
                        "it/inherited-800eb2ca > ot-dmz/inherited-051bd2dd [tcp/8443]");
        assertThat(Edits.apply(Blueprint.reference(), Plant.sites(), edits))
                .isInstanceOf(Edited.Applied.class);
    }

    @Test
    void what_a_guardrail_forbids_is_said_at_its_rule_and_left_out() {
        var rows = imported().rows();

        assertThat(rows)
                .extracting(ImportedConduits.Row::proposed)
                .containsExactly(true, true, false, false);
        assertThat(rows.get(2).problems())
                .extracting(ModelProblem::code)
                .contains("CONDUIT_BREAKS_GUARDRAIL");
    }

    private static ImportedConduits imported() {
        return imported(FOUND, Blueprint.reference(), Plant.waterworks(), 0);
    }

    private static ImportedConduits imported(
            BrownfieldImport.Draft found, ZoneModel model, SitePlan plan, int taken) {
        return ImportedConduits.of(found, model, plan, "it-operations", Plant.TODAY, REVIEW, taken);
    }

    private static List<String> codes(ImportedConduits imported) {
        return imported.rows().stream()
                .flatMap(r -> r.problems().stream())
                .map(ModelProblem::code)
                .distinct()
                .toList();
    }

    private static List<ConduitId> ids(ImportedConduits imported) {
        return imported.rows().stream()
                .flatMap(r -> r.conduit().stream())
                .map(Conduit::id)
                .toList();
    }

    private static BrownfieldImport.Draft draft(Proposed... rules) {
        return new BrownfieldImport.Draft(List.of(rules), true);
    }

    @Test
    void a_second_device_and_a_second_reading_take_no_name_of_the_first() {
        var first = imported();
        var state =
                (Edited.Applied) Edits.apply(Blueprint.reference(), Plant.sites(), first.edits());
        var plan = state.plans().getFirst();
        var again = imported(FOUND, state.model(), plan, 0);
        assertThat(codes(again)).contains("ALREADY_PROPOSED");
        assertThat(again.edits()).isEmpty();

        var other =
                imported(
                        draft(
                                found(
                                        "r10",
                                        "it",
                                        "ot-dmz",
                                        "10.1.10.8/32",
                                        "10.1.30.12/32",
                                        "tcp/443")),
                        state.model(),
                        plan,
                        0);
        assertThat(ids(other)).doesNotContainAnyElementsOf(ids(first));
        var both = (Edited.Applied) Edits.apply(state.model(), state.plans(), other.edits());
        assertThat(both.model().conduits()).hasSize(state.model().conduits().size() + 1);
        assertThat(both.plans().getFirst().zones().toString())
                .contains("10.1.10.7/32", "10.1.10.8/32");
    }

    @Test
    void what_finds_no_room_in_the_change_is_said_at_its_rule() {
        var many = new ArrayList<Proposed>();
        for (int i = 0; i < 250; i++) {
            many.add(
                    found(
                            "r" + i,
                            "it",
                            "ot-dmz",
                            "10.1.10.7/32",
                            "10.1.30.12/32",
                            "tcp/" + (1000 + i)));
        }
        var imported =
                imported(
                        draft(many.toArray(Proposed[]::new)),
                        Blueprint.reference(),
                        Plant.waterworks(),
                        30);
        var proposed = imported.rows().stream().filter(ImportedConduits.Row::proposed).count();
        assertThat(imported.edits().size() + 30).isBetween(150, Edits.MOST);
        assertThat(proposed).isLessThan(250);
        assertThat(imported.edits().stream().filter(PolicyEdit.PutConduit.class::isInstance))
                .hasSize((int) proposed);
        assertThat(codes(imported)).containsExactly("TOO_MANY_EDITS");
    }

    @Test
    void a_way_to_the_whole_of_either_internet_is_a_conduit_to_the_wan() {
        for (var every : List.of("0.0.0.0/0", "::/0")) {
            var side = every.equals("::/0") ? "2001:db8:1:10::/64" : "10.1.10.0/24";
            var rule =
                    new FilterRule(
                            "out",
                            new PacketMatch(
                                    Prefix.of(side), Prefix.of(every), Service.of("tcp/443")),
                            Verdict.PERMIT,
                            false);
            var list = new AclName("inside-in");
            var config =
                    new DeviceConfig(
                            List.of(
                                    new InterfaceConfig(
                                            "eth0",
                                            "",
                                            true,
                                            new InterfaceMode.Routed(),
                                            List.of(),
                                            List.of(list))),
                            List.of(),
                            List.of(new AccessList(list, rule.match().family(), List.of(rule))),
                            List.of());
            var draft =
                    BrownfieldImport.read(
                            config, Blueprint.reference(), Plant.waterworks(), REVIEW);
            assertThat(draft.equal()).isTrue();
            var imported = imported(draft, Blueprint.reference(), Plant.waterworks(), 0);
            assertThat(codes(imported)).doesNotContain("GROUP_SIZE");
            assertThat(imported.rows())
                    .flatExtracting(ImportedConduits.Row::conduit)
                    .extracting(c -> c.to().toString())
                    .contains("wan");
        }
    }

    @Test
    void more_prefixes_than_a_group_may_have_are_said_at_the_rule() {
        var plan = Plant.waterworks();
        var many = new ArrayList<PacketMatch>();
        for (int i = 0; i < 70; i++) {
            many.add(
                    new PacketMatch(
                            Prefix.of("10.1.10." + 2 * i),
                            Prefix.of("10.1.30.12"),
                            Service.of("tcp/443")));
        }
        var rule = new Proposed(LIST, "r", new ZoneName("it"), new ZoneName("ot-dmz"), many);
        assertThat(codes(imported(draft(rule), Blueprint.reference(), plan, 0)))
                .containsExactly("GROUP_SIZE");
    }
}
