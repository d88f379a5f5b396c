package io.holdfast.ui.sites;

import com.vaadin.flow.component.combobox.MultiSelectComboBox;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import io.holdfast.controller.inventory.SiteView;
import io.holdfast.controller.inventory.Sites;
import io.holdfast.controller.scope.Permission;
import io.holdfast.controller.scope.Refused;
import io.holdfast.core.site.SiteTag;
import io.holdfast.ui.kit.Parts;
import io.holdfast.ui.kit.Rights;
import io.holdfast.ui.kit.Sentences;
import java.util.List;
import java.util.TreeSet;

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
        sites.list().forEach(s -> s.tags().forEach(t -> known.add(t.value())));
        var field = new MultiSelectComboBox<String>(getTranslation("tags.title"));
        field.setId("tags");
        field.setWidthFull();
        field.setItems(known);
        field.setHelperText(getTranslation("tags.form"));
        field.setValue(site.tags().stream().map(SiteTag::value).toList());
        field.setAllowCustomValue(true);
        field.addCustomValueSetListener(e -> {
            var more = new TreeSet<>(field.getValue());
            more.add(e.getDetail().strip());
            known.addAll(more);
            field.setItems(known);
            field.setValue(more);
        });
        var save = Parts.primary(getTranslation("tags.save"));
        save.setId("tags-save");
        save.addClickListener(_ -> save(dialog, site, field));
        var cancel = Parts.outlined(getTranslation("cancel"));
        cancel.addClickListener(_ -> dialog.close());
        dialog.add(new Paragraph(getTranslation("tags.about")), field);
        dialog.getFooter().add(cancel, save);
        return dialog;
    }

    private void save(Dialog dialog, SiteView site, MultiSelectComboBox<String> field) {
        field.setInvalid(false);
        List<SiteTag> tags;
        try {
            tags = field.getValue().stream().sorted().map(SiteTag::new).toList();
        } catch (IllegalArgumentException _) {
            field.setErrorMessage(getTranslation("tags.form"));
            field.setInvalid(true);
            return;
        }
        try {
            sites.edit(site.id(), site.version(), site.name(), site.timeZone(), tags);
        } catch (Refused e) {
            field.setErrorMessage(Sentences.of(this, e.code(), e.detail()));
            field.setInvalid(true);
            return;
        }
        dialog.close();
        then.run();
    }
}
