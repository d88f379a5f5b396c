package io.holdfast.ui.notices;

import com.vaadin.flow.component.checkbox.CheckboxGroup;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.EmailField;
import io.holdfast.controller.notices.NoticeKind;
import io.holdfast.controller.notices.NotificationSettings;
import io.holdfast.controller.scope.Refused;
import io.holdfast.ui.kit.FieldFaults;
import io.holdfast.ui.kit.Parts;
import java.util.Locale;

/** Of what whoever looks at it is told by mail. */
final class WishesForm extends Div {

    private static final long serialVersionUID = 1L;

    private final EmailField address = new EmailField();
    private final Select<String> language = new Select<>();
    private final CheckboxGroup<NoticeKind> kinds = new CheckboxGroup<>();
    private final Div said = new Div();
    private final transient NotificationSettings settings;
    private final transient FieldFaults faults = new FieldFaults();
    private long version;

    WishesForm(NotificationSettings settings) {
        this.settings = settings;
        var mine = settings.mine();
        version = mine.version();
        faults.at("/address", address).setLabel(getTranslation("notices.address"));
        address.setId("mail-address");
        address.setMaxLength(254);
        address.setManualValidation(true);
        address.setWidth("22rem");
        address.setValue(mine.address());
        address.setHelperText(getTranslation("notices.address.help"));
        faults.at("/language", language).setLabel(getTranslation("notices.language"));
        language.setItems("en", "de");
        language.setItemLabelGenerator(l -> getTranslation("notices.language." + l));
        language.setValue(mine.language());
        kinds.setLabel(getTranslation("notices.kinds"));
        kinds.setItems(NoticeKind.values());
        kinds.setItemLabelGenerator(
                k -> getTranslation("notices." + k.name().toLowerCase(Locale.ROOT)));
        kinds.setValue(mine.kinds());
        said.getElement().setAttribute("aria-live", "polite");
        var save = Parts.primary(getTranslation("notices.save"));
        save.setId("save-wishes");
        save.addClickListener(_ -> save());
        var row = new Div(address, language);
        row.addClassName("hf-row");
        add(row, kinds, said, save);
    }

    private void save() {
        said.removeAll();
        faults.clear();
        try {
            version =
                    settings.set(
                                    version,
                                    address.getValue().strip(),
                                    language.getValue(),
                                    kinds.getValue())
                            .version();
            said.add(Parts.why(getTranslation("notices.saved")));
        } catch (Refused refused) {
            if (refused.faults().isEmpty()) {
                said.add(Parts.refused(this, refused));
                return;
            }
            faults.show(this, refused).forEach(text -> said.add(Parts.why(text)));
        }
    }
}
