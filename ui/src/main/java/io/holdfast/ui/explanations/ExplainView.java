package io.holdfast.ui.explanations;

import com.vaadin.flow.component.HasValidation;
import com.vaadin.flow.component.Key;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.combobox.ComboBox;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.QueryParameters;
import com.vaadin.flow.router.Route;
import io.holdfast.controller.explanations.Explanations;
import io.holdfast.controller.explanations.Question;
import io.holdfast.controller.policies.Policies;
import io.holdfast.controller.policies.PolicyInForce;
import io.holdfast.controller.scope.Refused;
import io.holdfast.core.site.SiteId;
import io.holdfast.ui.kit.FieldFaults;
import io.holdfast.ui.kit.MainLayout;
import io.holdfast.ui.kit.Page;
import io.holdfast.ui.kit.Parts;
import io.holdfast.ui.kit.Sentences;
import jakarta.annotation.security.PermitAll;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;

/** May this packet pass? The question stands in the address, so that an answer can be sent on. */
@Route(value = "policy/may-it-pass", layout = MainLayout.class)
@PermitAll
public class ExplainView extends Page implements BeforeEnterObserver {

    private static final long serialVersionUID = 1L;

    private final transient Explanations explanations;
    private final transient Policies policies;
    private final transient InstantSource clock;

    private final ComboBox<String> from = new ComboBox<>();
    private final ComboBox<String> to = new ComboBox<>();
    private final Select<String> protocol = new Select<>();
    private final TextField port = new TextField();
    private final TextField sourcePort = new TextField();
    private final Select<String> site = new Select<>();
    private final Select<Question.State> state = new Select<>();
    private final Div answer = new Div();

    /** Which field a fault's pointer speaks of. */
    private final transient Map<String, HasValidation> fields = new LinkedHashMap<>();

    public ExplainView(Explanations explanations, Policies policies, InstantSource clock) {
        this.explanations = explanations;
        this.policies = policies;
        this.clock = clock;
        title(getTranslation("explain.title"));
        sub(getTranslation("explain.sub"));
        var ask = primary(getTranslation("explain.ask"));
        ask.setId("explain-ask");
        ask.addClickShortcut(Key.ENTER);
        ask.addClickListener(_ -> ask());
        var swap = outlined(getTranslation("explain.swap"));
        swap.addClickListener(_ -> swap());
        label();
        var form = new Div(from, to, protocol, port, sourcePort, site, state, ask, swap);
        form.addClassName("hf-question");
        answer.addClassName("hf-with-side");
        answer.getElement().setAttribute("aria-live", "polite");
        add(form, answer);
    }

    private void label() {
        from.setLabel(getTranslation("explain.from"));
        from.setId("explain-from");
        to.setLabel(getTranslation("explain.to"));
        to.setId("explain-to");
        for (var end : List.of(from, to)) {
            end.setAllowCustomValue(true);
            end.addCustomValueSetListener(typed -> end.setValue(typed.getDetail()));
            end.setWidth("12rem");
        }
        protocol.setLabel(getTranslation("explain.protocol"));
        protocol.setItems("tcp", "udp", "icmp");
        protocol.setValue("tcp");
        protocol.setWidth("6rem");
        port.setLabel(getTranslation("explain.port"));
        port.setId("explain-port");
        port.setWidth("6rem");
        sourcePort.setLabel(getTranslation("explain.source-port"));
        sourcePort.setPlaceholder(getTranslation("explain.usual"));
        sourcePort.setWidth("7rem");
        site.setLabel(getTranslation("explain.site"));
        site.setItemLabelGenerator(s -> s.toUpperCase(Locale.ROOT));
        site.setWidth("7rem");
        state.setLabel(getTranslation("explain.state"));
        state.setItems(Question.State.values());
        state.setItemLabelGenerator(
                s -> getTranslation("explain.state." + s.name().toLowerCase(Locale.ROOT)));
        state.setValue(Question.State.RUNNING);
        state.setWidth("11rem");
        fields.put("/from", from);
        fields.put("/to", to);
        fields.put("/port", port);
        fields.put("/sourcePort", sourcePort);
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        var policy = policies.inForce();
        var ends = ends(policy);
        var sites = policy.plans().stream().map(p -> p.site().value()).toList();
        site.setItems(sites);
        if (sites.isEmpty()) {
            answer.removeAll();
            answer.add(empty(getTranslation("explain.no-site")));
            return;
        }
        var query = event.getLocation().getQueryParameters();
        site.setValue(
                query.getSingleParameter("site").filter(sites::contains).orElse(sites.getFirst()));
        query.getSingleParameter("from").ifPresent(ends::add);
        query.getSingleParameter("to").ifPresent(ends::add);
        from.setItems(ends);
        to.setItems(ends);
        query.getSingleParameter("from").ifPresent(from::setValue);
        query.getSingleParameter("to").ifPresent(to::setValue);
        query.getSingleParameter("protocol")
                .filter(p -> List.of("tcp", "udp", "icmp").contains(p))
                .ifPresent(protocol::setValue);
        port.setValue(query.getSingleParameter("port").orElse(""));
        sourcePort.setValue(query.getSingleParameter("sourcePort").orElse(""));
        query.getSingleParameter("state")
                .filter("DESIRED"::equals)
                .ifPresent(_ -> state.setValue(Question.State.DESIRED));
        show(policy);
    }

    /** Every zone, and every group that some site knows in it. */
    private static Set<String> ends(PolicyInForce policy) {
        var ends = new TreeSet<String>();
        policy.model().zones().forEach(z -> ends.add(z.name().value()));
        policy.plans()
                .forEach(p ->
                        p.zones()
                                .forEach(z ->
                                        z.groups()
                                                .forEach(
                                                        g -> ends.add(z.zone() + "/" + g.name()))));
        return ends;
    }

    private void swap() {
        var before = Optional.ofNullable(from.getValue()).orElse("");
        from.setValue(to.getValue());
        to.setValue(before.isEmpty() ? to.getEmptyValue() : before);
    }

    private void ask() {
        UI.getCurrent().navigate(ExplainView.class, query());
    }

    private QueryParameters query() {
        return ExplainAnswer.query(
                Map.of(
                        "from", text(from),
                        "to", text(to),
                        "protocol", protocol.getValue(),
                        "port", port.getValue().strip(),
                        "sourcePort", sourcePort.getValue().strip(),
                        "site", site.getValue(),
                        "state", state.getValue().name()));
    }

    private static String text(ComboBox<String> end) {
        return Optional.ofNullable(end.getValue()).orElse("").strip();
    }

    private void show(PolicyInForce policy) {
        answer.removeAll();
        fields.values().forEach(f -> f.setInvalid(false));
        if (text(from).isEmpty() || text(to).isEmpty()) {
            answer.add(empty(getTranslation("explain.empty")));
            return;
        }
        try {
            var code = new SiteId(site.getValue());
            var found =
                    explanations.answer(
                            new Question(
                                    code,
                                    text(from),
                                    text(to),
                                    protocol.getValue(),
                                    number("/port", port),
                                    number("/sourcePort", sourcePort),
                                    state.getValue()));
            var zone = ZoneId.of(policy.plan(code).orElseThrow().timeZone());
            var shown = new ExplainAnswer(this, found, zone, clock.instant());
            answer.add(shown.told(), shown.side());
        } catch (Refused refused) {
            refuse(refused);
        }
    }

    private OptionalInt number(String pointer, TextField field) {
        var text = field.getValue().strip();
        if (text.isEmpty()) {
            return OptionalInt.empty();
        }
        if (!text.matches("[0-9]{1,5}")) {
            throw Refused.invalid(
                    pointer, "PORT_OUT_OF_RANGE", getTranslation("explain.port.number"));
        }
        return OptionalInt.of(Integer.parseInt(text));
    }

    private void refuse(Refused refused) {
        refused.faults().stream()
                .filter(f -> fields.containsKey(f.pointer()))
                .forEach(f -> {
                    var field = fields.get(f.pointer());
                    if (field != null) {
                        FieldFaults.fault(field, Sentences.of(this, f));
                    }
                });
        answer.add(Parts.refused(this, refused));
    }
}
