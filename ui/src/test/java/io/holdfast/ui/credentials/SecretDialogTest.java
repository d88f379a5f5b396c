package io.holdfast.ui.credentials;

import static org.assertj.core.api.Assertions.assertThat;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.textfield.PasswordField;
import com.vaadin.flow.component.textfield.TextField;
import io.holdfast.controller.sitelinks.CredentialGroups.GroupSite;
import io.holdfast.controller.sitelinks.CredentialGroups.GroupView;
import io.holdfast.core.site.SiteId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SecretDialogTest {

    @BeforeEach
    void a_page() {
        UI.setCurrent(new UI());
    }

    @AfterEach
    void no_page() {
        UI.setCurrent(null);
    }

    @Test
    void a_dialog_that_was_closed_holds_no_secret_however_it_was_closed() {
        var dialog = SecretDialog.forDevice(new Div(), "sw-1", List.of(), _ -> {});
        var fields =
                all(dialog)
                        .filter(PasswordField.class::isInstance)
                        .map(PasswordField.class::cast)
                        .toList();
        assertThat(fields).hasSize(3);
        UI.getCurrent().add(dialog);
        dialog.setOpened(true);
        fields.forEach(f -> f.setValue(UUID.randomUUID().toString()));

        dialog.close();

        assertThat(fields).extracting(PasswordField::getValue).containsOnly("");
    }

    @Test
    void a_new_group_overwrites_none_of_its_name_and_a_chosen_one_only_as_it_was_read() {
        var site = new SiteId("ww-01");
        var known =
                new GroupView(
                        "switches",
                        Instant.EPOCH,
                        "somebody",
                        7,
                        List.of(new GroupSite(site, true, List.of(), List.of())));

        assertThat(saved(Optional.empty(), "switches", site).version()).isEmpty();

        var chosen = saved(Optional.of(known), "switches", site);
        assertThat(chosen.version()).contains(7L);
        assertThat(chosen.sites()).containsExactly(site);
    }

    private static SecretDialog.GroupSecret saved(
            Optional<GroupView> known, String name, SiteId site) {
        var answers = new ArrayList<SecretDialog.GroupSecret>();
        var dialog = SecretDialog.forGroup(new Div(), known, List.of(site), answers::add);
        UI.getCurrent().add(dialog);
        dialog.setOpened(true);
        all(dialog)
                .filter(TextField.class::isInstance)
                .map(TextField.class::cast)
                .forEach(f ->
                        f.setValue(f.getId().orElse("").equals("group-name") ? name : "holdfast"));
        all(dialog)
                .filter(PasswordField.class::isInstance)
                .map(PasswordField.class::cast)
                .forEach(f -> f.setValue(UUID.randomUUID().toString()));
        dialog.getFooter()
                .getElement()
                .getChildren()
                .flatMap(e -> e.getComponent().stream())
                .filter(c -> c.getId().orElse("").equals("secret-confirm"))
                .map(Button.class::cast)
                .forEach(Button::click);
        return answers.getFirst();
    }

    private static Stream<Component> all(Component in) {
        return Stream.concat(Stream.of(in), in.getChildren().flatMap(SecretDialogTest::all));
    }
}
