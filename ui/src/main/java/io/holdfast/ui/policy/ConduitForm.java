package io.holdfast.ui.policy;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.Route;
import com.vaadin.flow.router.RouterLink;
import io.holdfast.controller.changes.Changes;
import io.holdfast.controller.policies.Policies;
import io.holdfast.controller.policies.PolicyInForce;
import io.holdfast.core.change.PolicyEdit;
import io.holdfast.core.zone.Conduit;
import io.holdfast.ui.kit.FieldFaults;
import io.holdfast.ui.kit.MainLayout;
import jakarta.annotation.security.PermitAll;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/**
 * Proposes a conduit, another content of one, or its end: what it is, and then, before anything is
 * stored, what exactly it would do.
 */
@Route(value = "policy/conduits/new", layout = MainLayout.class)
@PermitAll
public class ConduitForm extends EditorPage {

    private static final long serialVersionUID = 1L;

    private final transient Policies policies;
    private final ConduitFields fields;
    private transient Optional<Conduit> before = Optional.empty();

    public ConduitForm(Changes changes, Policies policies, InstantSource clock) {
        super(changes, "conduit.what", up());
        this.policies = policies;
        title(getTranslation("conduit.title"));
        fields = new ConduitFields(faults, clock);
        fields(fields);
    }

    private static RouterLink up() {
        return new RouterLink(UI.getCurrent().getTranslation("matrix.title"), MatrixView.class);
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        var policy = policies.inForce();
        var ends = ends(policy);
        fields.offer(ends, policy.plans().stream().map(p -> p.site().value()).toList());
        before =
                asked(event, "conduit")
                        .flatMap(id ->
                                policy.model().conduits().stream()
                                        .filter(c -> c.id().value().equals(id))
                                        .findFirst());
        before.ifPresent(c -> {
            existing(c.name());
            fields.show(c);
        });
        asked(event, "from").filter(ends::contains).ifPresent(fields::from);
        asked(event, "to").filter(ends::contains).ifPresent(fields::to);
        asked(event, "because").ifPresent(this::because);
    }

    /** Every zone, and every group that some site knows in it. */
    private static List<String> ends(PolicyInForce policy) {
        var ends = new TreeSet<String>();
        policy.model().zones().forEach(z -> ends.add(z.name().value()));
        policy.plans()
                .forEach(p ->
                        p.zones()
                                .forEach(z ->
                                        z.groups()
                                                .forEach(
                                                        g -> ends.add(z.zone() + "/" + g.name()))));
        return List.copyOf(ends);
    }

    @Override
    void enable(boolean typed) {
        fields.setEnabled(typed);
    }

    @Override
    Optional<List<PolicyEdit>> typed() {
        var missing = fields.missing();
        missing.forEach(f -> FieldFaults.fault(f, getTranslation("conduit.missing")));
        return missing.isEmpty()
                ? fields.conduit(before.map(Conduit::id))
                        .map(c -> List.of(new PolicyEdit.PutConduit(c)))
                : Optional.empty();
    }

    @Override
    List<PolicyEdit> removal() {
        return before.<List<PolicyEdit>>map(c -> List.of(new PolicyEdit.RemoveConduit(c.id())))
                .orElse(List.of());
    }

    @Override
    String called() {
        return fields.name();
    }

    @Override
    public String reason() {
        return fields.because();
    }
}
