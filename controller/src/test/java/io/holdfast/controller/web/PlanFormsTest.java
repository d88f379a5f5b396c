package io.holdfast.controller.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.api.model.Edit;
import io.holdfast.api.model.SiteNetwork;
import io.holdfast.api.model.TransitEnd;
import io.holdfast.api.model.TransitNetwork;
import io.holdfast.controller.scope.Refused;
import io.holdfast.core.change.PolicyEdit;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PlanFormsTest {

    @Test
    void a_fault_after_a_row_that_cannot_be_read_names_the_row_it_was_typed_in() {
        var network =
                new SiteNetwork(List.of(), List.of())
                        .transits(
                                List.of(
                                        new TransitNetwork("no such name!", -1, List.of()),
                                        new TransitNetwork(
                                                "inner",
                                                7,
                                                List.of(
                                                        new TransitEnd("NOT A SLOT", List.of()),
                                                        new TransitEnd(
                                                                "fw-1", List.of("nowhere"))))));
        var faults = new ArrayList<Refused.Fault>();
        var edits = new ArrayList<PolicyEdit>();
        PlanForms.edit(
                new Edit("PUT_SITE_NETWORK").site("ww-01").network(network),
                new FormReader("/edits/0", faults),
                edits);
        assertThat(edits).isEmpty();
        assertThat(faults)
                .extracting(Refused.Fault::pointer)
                .containsExactly(
                        "/edits/0/network/transits/0/name",
                        "/edits/0/network/transits/1/ends/0/device",
                        "/edits/0/network/transits/1/ends/1/addresses/0");
    }
}
