package io.holdfast.ui.sites;

import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.textfield.TextField;
import io.holdfast.controller.inventory.SiteView;
import io.holdfast.controller.inventory.Sites;
import io.holdfast.controller.scope.Permission;
import io.holdfast.controller.scope.Refused;
import io.holdfast.core.site.SiteTag;
import io.holdfast.ui.kit.FieldFaults;
import io.holdfast.ui.kit.Parts;
import io.holdfast.ui.kit.Rights;
import io.holdfast.ui.kit.Sentences;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The words a site is sorted by; waves of a rollout can take sites by them. */
final class SiteTags extends Div {

    private static final long serialVersionUID = 1L;

    private final transient Sites sites;
    private final transient Runnable then;

    SiteTags(Sites sites, SiteView site, Runnable then) {
        this.sites = sites;
        this.then = then;
        addClassName("hf-row");
        for (var tag : site.tags()) {
            var chip = new Span(tag.value());
            chip.addClassName("hf-tag");
            add(chip);
        }
        if (site.tags().isEmpty()) {
            add(Parts.why(getTranslation("tags.none")));
        }
        var edit = Parts.outlined(getTranslation("tags.edit"));
        edit.setId("edit-tags");
        edit.addClickListener(_ -> dialog(site).open());
        add(Rights.guarded(this, Permission.ONBOARD, edit));
    }

    private Dialog dialog(SiteView site) {
        var dialog = new Dialog();
        dialog.setHeaderTitle(getTranslation("tags.edit"));
        var known = new TreeSet<String>();
        sites.list().forEach(other -> other.tags().forEach(tag -> known.add(tag.value())));
        var field = new TextField(getTranslation("tags.title"));
        field.setId("tags");
        field.setWidthFull();
        field.setManualValidation(true);
        field.setValue(site.tags().stream().map(SiteTag::value).collect(Collectors.joining(" ")));
        field.setHelperText(getTranslation("tags.form"));
        var others = known.isEmpty() ? "" : getTranslation("tags.known", String.join(" ", known));
        var save = Parts.primary(getTranslation("tags.save"));
        save.setId("tags-save");
        save.addClickListener(_ -> save(dialog, site, field));
        var cancel = Parts.outlined(getTranslation("cancel"));
        cancel.addClickListener(_ -> dialog.close());
        dialog.add(new Paragraph(getTranslation("tags.about")), field, Parts.why(others));
        dialog.getFooter().add(cancel, save);
        return dialog;
    }

    private void save(Dialog dialog, SiteView site, TextField field) {
        field.setInvalid(false);
        List<SiteTag> tags;
        try {
            tags =
                    Stream.of(field.getValue().strip().split("[\\s,]+", -1))
                            .filter(word -> !word.isEmpty())
                            .map(SiteTag::new)
                            .toList();
        } catch (IllegalArgumentException _) {
            FieldFaults.fault(field, getTranslation("tags.form"));
            return;
        }
        try {
            sites.edit(site.id(), site.version(), site.name(), site.timeZone(), tags);
        } catch (Refused e) {
            FieldFaults.fault(field, Sentences.of(this, e.code(), e.detail()));
            return;
        }
        dialog.close();
        then.run();
    }
}
