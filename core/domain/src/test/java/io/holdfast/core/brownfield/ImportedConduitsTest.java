package io.holdfast.core.brownfield;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.core.brownfield.Inherited.Proposed;
import io.holdfast.core.brownfield.Inherited.Retired;
import io.holdfast.core.change.Edits;
import io.holdfast.core.change.Edits.Edited;
import io.holdfast.core.change.PolicyEdit;
import io.holdfast.core.network.PacketMatch;
import io.holdfast.core.network.Prefix;
import io.holdfast.core.network.Service;
import io.holdfast.core.zone.Blueprint;
import io.holdfast.core.zone.ModelProblem;
import io.holdfast.core.zone.Plant;
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
                        "it/inherited-1 > ot-dmz/inherited-2 [tcp/443]",
                        "it/inherited-1 > ot-dmz/inherited-3 [tcp/8443]");
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
        return ImportedConduits.of(
                FOUND,
                Blueprint.reference(),
                Plant.waterworks(),
                "it-operations",
                Plant.TODAY,
                REVIEW);
    }
}
