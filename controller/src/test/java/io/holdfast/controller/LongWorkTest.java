package io.holdfast.controller;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.controller.changes.Changes;
import io.holdfast.controller.scope.Acting;
import io.holdfast.controller.scope.Caller;
import io.holdfast.core.change.PolicyEdit;
import io.holdfast.core.zone.Guardrail;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** What takes a while keeps no connection of the few there are. */
class LongWorkTest extends CentreStory {

    @Test
    void what_edits_would_do_is_worked_out_outside_a_transaction() {
        var looked = new ArrayList<Boolean>();
        var edit = new PolicyEdit.PutGuardrail(new Guardrail.ManagementOnlyFromSiteNode("try"));
        Acting.as(
                Caller.centre(waterworks, "test"),
                () ->
                        plant.bean(Changes.class)
                                .whatIf(
                                        List.of(edit),
                                        _ ->
                                                looked.add(
                                                        TransactionSynchronizationManager
                                                                .isActualTransactionActive())));
        assertThat(looked).isNotEmpty().containsOnly(false);
    }
}
