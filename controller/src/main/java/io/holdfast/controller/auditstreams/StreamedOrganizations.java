package io.holdfast.controller.auditstreams;

import io.holdfast.controller.access.People;
import io.holdfast.controller.scope.Acting;
import io.holdfast.controller.scope.Caller;
import io.holdfast.controller.scope.OrganizationId;
import java.util.ArrayList;
import java.util.List;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Whose entries are handed on whole, as the operator set it. */
@Component
class StreamedOrganizations {

    private final List<String> named;
    private final People people;
    private final TransactionTemplate reading;

    StreamedOrganizations(
            StreamSettings settings, People people, PlatformTransactionManager transactions) {
        this.named = settings.organizations();
        this.people = people;
        this.reading = new TransactionTemplate(transactions);
        this.reading.setReadOnly(true);
    }

    /**
     * The organisations, in the order in which they are named, the first one holds the streams; and
     * behind them the installation itself, which has what was tried before one was known.
     *
     * @throws IllegalStateException if they are not there, or not named although there are several
     */
    List<OrganizationId> all() {
        var there =
                people.everyOrganization().stream()
                        .filter(o -> !o.equals(OrganizationId.INSTALLATION))
                        .toList();
        var found = new ArrayList<OrganizationId>();
        if (named.isEmpty()) {
            if (there.size() != 1) {
                throw new IllegalStateException(
                        "there are "
                                + there.size()
                                + " organisations: say holdfast.audit-stream.organizations");
            }
            found.addAll(there);
        }
        for (var name : named) {
            found.add(
                    there.stream()
                            .filter(o -> o.toString().equals(name) || name(o).equals(name))
                            .findFirst()
                            .orElseThrow(() ->
                                    new IllegalStateException(
                                            "there is no organisation " + name + " to stream")));
        }
        found.add(OrganizationId.INSTALLATION);
        return List.copyOf(found);
    }

    private String name(OrganizationId organization) {
        return Acting.as(
                Caller.centre(organization, "audit-stream"),
                () ->
                        java.util.Objects.requireNonNull(
                                reading.execute(_ -> people.organizationName())));
    }
}
