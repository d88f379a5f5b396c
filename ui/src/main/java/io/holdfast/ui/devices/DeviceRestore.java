package io.holdfast.ui.devices;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H3;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.select.Select;
import io.holdfast.controller.observations.Archives.VersionLine;
import io.holdfast.controller.restores.RestorePlan;
import io.holdfast.controller.restores.Restores;
import io.holdfast.controller.scope.Permission;
import io.holdfast.controller.scope.Refused;
import io.holdfast.core.diff.ConfigDiff;
import io.holdfast.core.site.DeviceSlot;
import io.holdfast.core.site.SiteId;
import io.holdfast.ui.kit.Parts;
import io.holdfast.ui.kit.Places;
import io.holdfast.ui.kit.Rights;
import io.holdfast.ui.kit.Table;
import io.holdfast.ui.kit.Times;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;

/**
 * What of an archived version a change could bring back, said before anybody drafts it; and the
 * button that drafts it.
 */
final class DeviceRestore extends Div {

    private static final long serialVersionUID = 1L;
    private static final int DIGEST = 12;

    private final transient Restores restores;
    private final transient SiteId site;
    private final transient DeviceSlot slot;
    private final transient ZoneId zone;
    private final transient Instant now;
    private final Select<VersionLine> version = new Select<>();
    private final Div answer = new Div();

    DeviceRestore(
            Restores restores,
            List<VersionLine> versions,
            SiteId site,
            DeviceSlot slot,
            ZoneId zone,
            Instant now) {
        this.restores = restores;
        this.site = site;
        this.slot = slot;
        this.zone = zone;
        this.now = now;
        version.setId("restore-version");
        version.setLabel(getTranslation("device.restore.version"));
        version.setItems(versions);
        version.setItemLabelGenerator(v ->
                getTranslation(
                        "device.archive.version",
                        Times.text(v.seenAt(), zone, getLocale(), now),
                        shortened(v.digest())));
        version.setValue(versions.get(Math.min(1, versions.size() - 1)));
        version.setWidth("19rem");
        var look = new Button(getTranslation("device.restore.look"), _ -> look());
        look.setId("restore-look");
        look.addThemeVariants(ButtonVariant.LUMO_SMALL);
        var row = new Div(version, look, Parts.why(getTranslation("device.restore.about")));
        row.addClassNames("hf-question", "hf-compare");
        answer.getElement().setAttribute("aria-live", "polite");
        add(row, answer);
    }

    private static String shortened(String digest) {
        return digest.substring(0, Math.min(DIGEST, digest.length()));
    }

    private void look() {
        answer.removeAll();
        try {
            show(restores.plan(site, slot, version.getValue().digest()));
        } catch (Refused refused) {
            refused(refused);
        }
    }

    private void refused(Refused refused) {
        answer.add(Parts.refused(this, refused));
    }

    private void show(RestorePlan plan) {
        var outcome = "device.restore." + plan.outcome().name().toLowerCase(Locale.ROOT);
        answer.add(
                new Paragraph(
                        switch (plan.outcome()) {
                            case NOT_UNDERSTOOD -> getTranslation(outcome, plan.reason());
                            case WHOLE, PARTLY -> getTranslation(outcome, plan.revision());
                            case IN_FORCE, NOT_EXPLAINED -> getTranslation(outcome);
                        }));
        lines("device.restore.restored", plan.restored());
        lines("device.restore.left", plan.left());
        if (!plan.beside().isEmpty()) {
            answer.add(
                    Parts.why(
                            getTranslation(
                                    "device.restore.beside", String.join(", ", plan.beside()))));
        }
        if (!plan.edits().isEmpty()) {
            var row = new Div(Rights.guarded(this, Permission.PROPOSE, draft(plan)));
            row.add(Parts.why(getTranslation("device.restore.edits", plan.edits().size())));
            answer.add(row);
        }
    }

    private Button draft(RestorePlan plan) {
        var draft = new Button(getTranslation("device.restore.draft"), _ -> drafted(plan));
        draft.setId("restore-draft");
        draft.addThemeVariants(ButtonVariant.LUMO_PRIMARY, ButtonVariant.LUMO_SMALL);
        return draft;
    }

    private void drafted(RestorePlan plan) {
        try {
            var change =
                    restores.draft(
                            site,
                            slot,
                            plan.digest(),
                            getTranslation(
                                    "device.restore.title",
                                    slot.value(),
                                    site.value().toUpperCase(Locale.ROOT),
                                    Times.text(plan.seenAt(), zone, getLocale(), now)),
                            getTranslation(
                                    "device.restore.reason",
                                    shortened(plan.digest()),
                                    plan.revision()));
            getUI().ifPresent(ui -> ui.navigate(Places.change(change.id())));
        } catch (Refused refused) {
            refused(refused);
        }
    }

    private void lines(String key, List<ConfigDiff.Line> lines) {
        if (lines.isEmpty()) {
            return;
        }
        var table =
                new Table(getTranslation(key))
                        .head(getTranslation("device.restore.element"))
                        .head(getTranslation("device.restore.before"))
                        .head(getTranslation("device.restore.after"));
        lines.forEach(l -> table.row(text(l.element()), text(l.before()), text(l.after())));
        answer.add(new H3(getTranslation(key)), table);
    }

    private static Component text(String words) {
        var text = new Span(words.isEmpty() ? "-" : words);
        text.addClassName("hf-mono");
        text.getStyle().set("overflow-wrap", "anywhere");
        return text;
    }
}
