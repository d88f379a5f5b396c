package io.holdfast.ui.policy;

import com.vaadin.flow.component.HasValidation;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.checkbox.CheckboxGroup;
import com.vaadin.flow.component.combobox.ComboBox;
import com.vaadin.flow.component.datepicker.DatePicker;
import com.vaadin.flow.component.formlayout.FormLayout;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.textfield.TextArea;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.Route;
import com.vaadin.flow.router.RouterLink;
import io.holdfast.controller.changes.Changes;
import io.holdfast.controller.policies.Policies;
import io.holdfast.controller.policies.PolicyInForce;
import io.holdfast.controller.scope.Refused;
import io.holdfast.core.change.PolicyEdit;
import io.holdfast.core.network.Service;
import io.holdfast.core.site.SiteId;
import io.holdfast.core.zone.Conduit;
import io.holdfast.core.zone.ConduitId;
import io.holdfast.core.zone.Endpoint;
import io.holdfast.core.zone.Scope;
import io.holdfast.ui.changes.ChangePage;
import io.holdfast.ui.kit.MainLayout;
import io.holdfast.ui.kit.Page;
import io.holdfast.ui.kit.Tone;
import jakarta.annotation.security.PermitAll;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;

/** Proposes a conduit: what it is, and then, as a change, what exactly it would do. */
@Route(value = "policy/conduits/new", layout = MainLayout.class)
@PermitAll
public class ConduitForm extends Page implements BeforeEnterObserver {

    private static final long serialVersionUID = 1L;

    private final transient Changes changes;
    private final transient Policies policies;
    private final transient InstantSource clock;

    private final TextField name = new TextField();
    private final ComboBox<String> from = new ComboBox<>();
    private final ComboBox<String> to = new ComboBox<>();
    private final TextField services = new TextField();
    private final TextArea because = new TextArea();
    private final TextField owner = new TextField();
    private final DatePicker review = new DatePicker();
    private final CheckboxGroup<String> sites = new CheckboxGroup<>();
    private final Div problems = new Div();

    /** Which field a fault's pointer speaks of, by its last word. */
    private final transient Map<String, HasValidation> fields = new LinkedHashMap<>();

    public ConduitForm(Changes changes, Policies policies, InstantSource clock) {
        this.changes = changes;
        this.policies = policies;
        this.clock = clock;
        title(getTranslation("conduit.title"));
        crumb(new RouterLink(getTranslation("matrix.title"), MatrixView.class));
        var submit = primary(getTranslation("conduit.submit"));
        submit.setId("propose");
        submit.addClickListener(_ -> propose());
        actions(submit);
        label();
        problems.getElement().setAttribute("role", "alert");
        var form = new FormLayout(name, owner, from, to, services, review, because, sites);
        form.setMaxWidth("56rem");
        form.setColspan(because, 2);
        form.setColspan(sites, 2);
        add(new Paragraph(getTranslation("conduit.what")), problems, form);
    }

    private void label() {
        name.setLabel(getTranslation("conduit.name"));
        name.setId("conduit-name");
        from.setLabel(getTranslation("conduit.from"));
        from.setId("conduit-from");
        to.setLabel(getTranslation("conduit.to"));
        to.setId("conduit-to");
        services.setLabel(getTranslation("conduit.services"));
        services.setHelperText(getTranslation("conduit.services.help"));
        services.setId("conduit-services");
        because.setLabel(getTranslation("conduit.because"));
        because.setId("conduit-because");
        owner.setLabel(getTranslation("conduit.owner"));
        owner.setId("conduit-owner");
        review.setLabel(getTranslation("conduit.review"));
        review.setLocale(getLocale());
        review.setValue(LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC).plusMonths(6));
        sites.setLabel(getTranslation("conduit.sites"));
        fields.put("name", name);
        fields.put("from", from);
        fields.put("to", to);
        fields.put("services", services);
        fields.put("justification", because);
        fields.put("ownerRole", owner);
        fields.put("reviewDate", review);
        fields.put("sites", sites);
        name.setMaxLength(100);
        because.setMaxLength(1000);
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        var policy = policies.inForce();
        var ends = ends(policy);
        from.setItems(ends);
        to.setItems(ends);
        sites.setItems(policy.plans().stream().map(p -> p.site().value()).toList());
        sites.setItemLabelGenerator(s -> s.toUpperCase(Locale.ROOT));
        sites.select(policy.plans().stream().map(p -> p.site().value()).toList());
        var query = event.getLocation().getQueryParameters();
        query.getSingleParameter("from").filter(ends::contains).ifPresent(from::setValue);
        query.getSingleParameter("to").filter(ends::contains).ifPresent(to::setValue);
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

    private void propose() {
        problems.removeAll();
        fields.values().forEach(f -> f.setInvalid(false));
        if (!complete()) {
            return;
        }
        try {
            var conduit = conduit();
            var change =
                    changes.draft(
                            new Changes.Draft(
                                    conduit.name(),
                                    because.getValue(),
                                    List.of(new PolicyEdit.PutConduit(conduit))));
            UI.getCurrent().navigate(ChangePage.class, change.id().toString());
        } catch (Refused refused) {
            show(refused);
        } catch (IllegalArgumentException e) {
            fault(services, String.valueOf(e.getMessage()));
        }
    }

    private boolean complete() {
        var missing = new ArrayList<HasValidation>();
        for (var field : List.of(name, services, because, owner)) {
            if (field.getValue().isBlank()) {
                missing.add((HasValidation) field);
            }
        }
        if (from.isEmpty()) {
            missing.add(from);
        }
        if (to.isEmpty()) {
            missing.add(to);
        }
        if (review.isEmpty()) {
            missing.add(review);
        }
        missing.forEach(f -> fault(f, getTranslation("conduit.missing")));
        return missing.isEmpty();
    }

    private Conduit conduit() {
        var spoken = new ArrayList<Service>();
        for (var text : services.getValue().split(",", -1)) {
            spoken.add(Service.of(text.strip()));
        }
        boolean everywhere = sites.getValue().size() == policies.inForce().plans().size();
        Scope scope =
                everywhere || sites.getValue().isEmpty()
                        ? new Scope.EverySite()
                        : new Scope.OnlySites(sites.getValue().stream().map(SiteId::new).toList());
        return new Conduit(
                new ConduitId(id(name.getValue())),
                name.getValue().strip(),
                Endpoint.of(from.getValue()),
                Endpoint.of(to.getValue()),
                spoken,
                because.getValue().strip(),
                owner.getValue().strip(),
                review.getValue(),
                scope);
    }

    /** An id from the name, made unique by the time it was proposed. */
    private String id(String text) {
        var words =
                text.toLowerCase(Locale.ROOT)
                        .replaceAll("[^a-z0-9]+", "-")
                        .replaceAll("^-+|-+$", "");
        var head =
                words.isEmpty()
                        ? "conduit"
                        : words.substring(0, Math.min(40, words.length())).replaceAll("-+$", "");
        return head + "-" + Long.toString(clock.instant().getEpochSecond(), 36);
    }

    private void show(Refused refused) {
        boolean placed = false;
        for (var fault : refused.faults()) {
            var word = fault.pointer().substring(fault.pointer().lastIndexOf('/') + 1);
            var field = fields.get(word);
            if (field != null) {
                fault(field, fault.detail());
                placed = true;
            }
        }
        if (!placed) {
            problems.add(note(Tone.ATTENTION, new Span(refused.detail())));
        }
    }

    private static void fault(HasValidation field, String sentence) {
        field.setErrorMessage(sentence);
        field.setInvalid(true);
    }
}
