package io.holdfast.ui.discoveries;

import static org.assertj.core.api.Assertions.assertThat;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.textfield.PasswordField;
import com.vaadin.flow.component.textfield.TextField;
import io.holdfast.controller.observations.DiscoveryOrderForm;
import io.holdfast.controller.scope.Acting;
import io.holdfast.controller.scope.Caller;
import io.holdfast.controller.scope.OrganizationId;
import io.holdfast.controller.scope.Permission;
import io.holdfast.controller.scope.Refused;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DiscoveryFormTest {

    /** A test has no word lists: a word is its key. */
    private static final String WHY = "!{may-not.onboard}!";

    private final List<DiscoveryOrderForm> orders = new ArrayList<>();
    private final String secret = UUID.randomUUID().toString();

    @BeforeEach
    void a_page() {
        UI.setCurrent(new UI());
    }

    @AfterEach
    void no_page() {
        UI.setCurrent(null);
    }

    @Test
    void what_opens_devices_is_in_no_field_once_it_was_ordered_with() {
        var form = filled(form(Permission.ONBOARD, orders::add));

        find(form, "discovery-begin", Button.class).click();

        assertThat(orders.getFirst().own().orElseThrow().auth()).isEqualTo(secret);
        assertThat(find(form, "discovery-snmpAuth", PasswordField.class).getValue()).isEmpty();
        assertThat(find(form, "discovery-snmpPriv", PasswordField.class).getValue()).isEmpty();
        assertThat(find(form, "discovery-within", TextField.class).getValue())
                .as("the rest stays for the next search")
                .isEqualTo("10.1.0.0/24");
    }

    @Test
    void who_was_refused_need_not_type_it_again() {
        var form =
                filled(
                        form(
                                Permission.ONBOARD,
                                _ -> {
                                    throw Refused.conflict("TOO_MANY_DISCOVERIES", "Wait.");
                                }));

        find(form, "discovery-begin", Button.class).click();

        assertThat(find(form, "discovery-snmpAuth", PasswordField.class).getValue())
                .isEqualTo(secret);
    }

    @Test
    void who_may_not_search_sees_the_button_dashed_and_why() {
        var form = form(Permission.READ, orders::add);

        assertThat(find(form, "discovery-begin", Button.class).isEnabled()).isFalse();
        assertThat(all(form).map(c -> c.getElement().getText())).anyMatch(WHY::equals);
        assertThat(find(form(Permission.ONBOARD, orders::add), "discovery-begin", Button.class))
                .matches(Button::isEnabled);
    }

    private static DiscoveryForm form(Permission may, Consumer<DiscoveryOrderForm> order) {
        return Acting.as(
                new Caller(
                        new OrganizationId(new UUID(0, 1)),
                        Caller.Kind.PERSON,
                        "idp",
                        "somebody",
                        "somebody",
                        Set.of(),
                        Set.of(may)),
                () -> new DiscoveryForm(List.of(), order));
    }

    private DiscoveryForm filled(DiscoveryForm form) {
        find(form, "discovery-within", TextField.class).setValue("10.1.0.0/24");
        find(form, "discovery-snmpUser", TextField.class).setValue("reader");
        find(form, "discovery-snmpAuth", PasswordField.class).setValue(secret);
        find(form, "discovery-snmpPriv", PasswordField.class).setValue(secret);
        return form;
    }

    private static <T extends Component> T find(Component in, String id, Class<T> type) {
        return type.cast(
                all(in).filter(c -> c.getId().filter(id::equals).isPresent())
                        .findFirst()
                        .orElseThrow());
    }

    private static Stream<Component> all(Component in) {
        return Stream.concat(Stream.of(in), in.getChildren().flatMap(DiscoveryFormTest::all));
    }
}
