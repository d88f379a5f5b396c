package io.holdfast.ui.credentials;

import static org.assertj.core.api.Assertions.assertThat;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.textfield.PasswordField;
import com.vaadin.flow.component.textfield.TextField;
import io.holdfast.controller.inventory.DeviceView;
import io.holdfast.controller.sitelinks.DeviceReach;
import io.holdfast.controller.sitelinks.Opener;
import io.holdfast.core.network.IpAddress;
import io.holdfast.core.site.Device;
import io.holdfast.core.site.DeviceRole;
import io.holdfast.core.site.DeviceSlot;
import io.holdfast.core.site.SiteId;
import io.holdfast.ui.kit.Paging;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class NotYetOpenedTest {

    private static final DeviceView NEW =
            new DeviceView(
                    new SiteId("ww-01"),
                    new Device(
                            new DeviceSlot("sw-9"),
                            DeviceRole.SWITCH,
                            "Switch",
                            IpAddress.of("10.1.99.9"),
                            false,
                            List.of(),
                            List.of(),
                            List.of()),
                    1);

    @BeforeEach
    void a_page() {
        UI.setCurrent(new UI());
    }

    @AfterEach
    void no_page() {
        UI.setCurrent(null);
    }

    @Test
    void a_device_that_nobody_opened_is_offered_and_who_may_not_cannot_press() {
        var asked = new ArrayList<DeviceView>();
        button(true, asked).click();
        assertThat(asked).containsExactly(NEW);
        assertThat(button(false, asked).isEnabled()).isFalse();
    }

    private static Button button(boolean may, List<DeviceView> asked) {
        var offered =
                new NotYetOpened(
                        List.of(NEW), List.of(), may, new Paging(50), asked::add, () -> {});
        return find(offered, Button.class).findFirst().orElseThrow();
    }

    @Test
    void access_is_given_where_the_plan_says_unless_somebody_says_otherwise_and_forgotten() {
        var secret = UUID.randomUUID().toString();
        var given = new ArrayList<SecretDialog.Access>();
        var dialog = SecretDialog.forAccess(new Div(), "sw-9", "10.1.99.9", List.of(), given::add);
        UI.getCurrent().add(dialog);
        dialog.setOpened(true);
        find(dialog, TextField.class)
                .filter(f -> f.getId().orElse("").equals("access-snmp-host"))
                .forEach(f -> f.setValue("10.1.99.10"));
        find(dialog, TextField.class)
                .filter(f -> f.getId().orElse("").startsWith("secret-"))
                .forEach(f -> f.setValue("holdfast"));
        find(dialog, PasswordField.class).forEach(f -> f.setValue(secret));
        dialog.getFooter()
                .getElement()
                .getChildren()
                .flatMap(e -> e.getComponent().stream())
                .filter(Button.class::isInstance)
                .map(Button.class::cast)
                .filter(b -> b.getId().orElse("").equals("secret-confirm"))
                .forEach(Button::click);

        assertThat(given).hasSize(1);
        assertThat(given.getFirst().reach())
                .isEqualTo(new DeviceReach("10.1.99.9", 830, "10.1.99.10", 161));
        assertThat(given.getFirst().opener())
                .isInstanceOfSatisfying(
                        Opener.Own.class, own -> assertThat(own.toString()).doesNotContain(secret));
        assertThat(find(dialog, PasswordField.class)).allMatch(PasswordField::isEmpty);
    }

    private static <T extends Component> Stream<T> find(Component in, Class<T> type) {
        return Stream.concat(Stream.of(in), in.getChildren().flatMap(c -> find(c, Component.class)))
                .filter(type::isInstance)
                .map(type::cast);
    }
}
