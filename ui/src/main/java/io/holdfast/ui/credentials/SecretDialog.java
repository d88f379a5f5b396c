package io.holdfast.ui.credentials;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.checkbox.CheckboxGroup;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.PasswordField;
import com.vaadin.flow.component.textfield.TextField;
import io.holdfast.controller.scope.Refused;
import io.holdfast.controller.sitelinks.CredentialGroups.GroupSite;
import io.holdfast.controller.sitelinks.CredentialGroups.GroupView;
import io.holdfast.controller.sitelinks.DeviceCredentials;
import io.holdfast.controller.sitelinks.DeviceReach;
import io.holdfast.controller.sitelinks.Opener;
import io.holdfast.core.site.SiteId;
import io.holdfast.ui.kit.Parts;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Asks for a secret. What is typed goes to the use case once and is nowhere afterwards. */
final class SecretDialog extends Dialog {

    private static final long serialVersionUID = 1L;

    private static final String OWN = "";

    private final TextField user = new TextField();
    private final PasswordField password = new PasswordField();
    private final TextField snmpUser = new TextField();
    private final PasswordField snmpAuth = new PasswordField();
    private final PasswordField snmpPriv = new PasswordField();
    private final Div secret = new Div(user, password, snmpUser, snmpAuth, snmpPriv);
    private final Div problem = new Div();

    /** What is done with an answer; a refusal is shown and the dialog stays. */
    @FunctionalInterface
    interface Then<T> {
        void with(T answer);
    }

    private SecretDialog(String title, String about) {
        setHeaderTitle(title);
        setWidth("32rem");
        user.setLabel(getTranslation("credentials.user"));
        user.setId("secret-user");
        password.setLabel(getTranslation("credentials.password"));
        password.setId("secret-password");
        snmpUser.setLabel(getTranslation("credentials.snmp-user"));
        snmpUser.setId("secret-snmp-user");
        snmpAuth.setLabel(getTranslation("credentials.snmp-auth"));
        snmpPriv.setLabel(getTranslation("credentials.snmp-priv"));
        for (var field : List.of(password, snmpAuth, snmpPriv)) {
            // A browser must neither fill in nor keep what opens a plant's devices.
            field.getElement().setAttribute("autocomplete", "new-password");
            field.setWidthFull();
        }
        user.setWidthFull();
        snmpUser.setWidthFull();
        problem.getElement().setAttribute("aria-live", "polite");
        add(new Paragraph(about));
        addOpenedChangeListener(e -> {
            if (!e.isOpened()) {
                forget();
            }
        });
    }

    /** Asks for the next secret of one device: one of its own, or a group's. */
    static SecretDialog forDevice(
            Component where, String device, List<String> groups, Then<Opener> then) {
        var dialog =
                new SecretDialog(
                        where.getTranslation("credentials.replace.title", device),
                        where.getTranslation("credentials.replace.about"));
        var whose = dialog.whose(where, groups);
        dialog.add(whose, dialog.secret, dialog.problem);
        dialog.foot(
                where.getTranslation("credentials.replace"), () -> then.with(dialog.opener(whose)));
        return dialog;
    }

    /** Where a device is met, and what opens it there. */
    record Access(DeviceReach reach, Opener opener) {}

    /** Asks for the first access to a device. */
    static SecretDialog forAccess(
            Component where,
            String device,
            String address,
            List<String> groups,
            Then<Access> then) {
        var dialog =
                new SecretDialog(
                        where.getTranslation("access.title", device),
                        where.getTranslation("access.about"));
        var reach = new ReachFields(address);
        var whose = dialog.whose(where, groups);
        dialog.add(reach, whose, dialog.secret, dialog.problem);
        dialog.foot(
                where.getTranslation("access.give"),
                () -> then.with(new Access(reach.reach(), dialog.opener(whose))));
        return dialog;
    }

    private Opener opener(Select<String> whose) {
        return OWN.equals(whose.getValue())
                ? new Opener.Own(typed())
                : new Opener.OfGroup(whose.getValue());
    }

    private Select<String> whose(Component where, List<String> groups) {
        var whose = new Select<String>();
        whose.setId("secret-whose");
        whose.setLabel(where.getTranslation("credentials.whose"));
        whose.setItems(Stream.concat(Stream.of(OWN), groups.stream()).toList());
        whose.setItemLabelGenerator(g ->
                g.equals(OWN)
                        ? where.getTranslation("credentials.own")
                        : where.getTranslation("credentials.group-of", g));
        whose.setValue(OWN);
        whose.setWidthFull();
        whose.addValueChangeListener(e -> secret.setVisible(OWN.equals(e.getValue())));
        return whose;
    }

    /**
     * A group's name, the sites that get to know its secret, and the secret.
     *
     * @param version of the group that was chosen; none for a new one, whatever its name
     */
    record GroupSecret(
            String name, Optional<Long> version, List<SiteId> sites, DeviceCredentials secret) {
        GroupSecret {
            sites = List.copyOf(sites);
        }
    }

    /** Asks for a group's secret; the name of a new one as well. */
    static SecretDialog forGroup(
            Component where, Optional<GroupView> known, List<SiteId> all, Then<GroupSecret> then) {
        var dialog =
                new SecretDialog(
                        where.getTranslation("credentials.group.title"),
                        where.getTranslation("credentials.group.about"));
        var called = new TextField(where.getTranslation("credentials.group"));
        called.setId("group-name");
        called.setValue(known.map(GroupView::name).orElse(""));
        called.setReadOnly(known.isPresent());
        called.setWidthFull();
        var sites = new CheckboxGroup<SiteId>();
        sites.setLabel(where.getTranslation("credentials.sites"));
        sites.setItems(all);
        sites.setItemLabelGenerator(s -> s.value().toUpperCase(Locale.ROOT));
        known.ifPresent(g ->
                sites.setValue(
                        g.sites().stream().map(GroupSite::site).collect(Collectors.toSet())));
        dialog.add(called, sites, dialog.secret, dialog.problem);
        dialog.foot(
                where.getTranslation("credentials.group.save"),
                () ->
                        then.with(
                                new GroupSecret(
                                        called.getValue().strip(),
                                        known.map(GroupView::version),
                                        sites.getValue().stream().sorted().toList(),
                                        dialog.typed())));
        return dialog;
    }

    private DeviceCredentials typed() {
        return new DeviceCredentials(
                user.getValue(),
                password.getValue(),
                snmpUser.getValue(),
                snmpAuth.getValue(),
                snmpPriv.getValue());
    }

    /** However it ends, what was typed is nowhere any more. */
    private void forget() {
        for (var field : List.of(user, snmpUser)) {
            field.clear();
        }
        for (var field : List.of(password, snmpAuth, snmpPriv)) {
            field.clear();
        }
    }

    private void foot(String word, Runnable order) {
        var go = Parts.primary(word);
        go.addClickListener(_ -> carryOut(order));
        go.setId("secret-confirm");
        var cancel = Parts.outlined(getTranslation("cancel"));
        cancel.addClickListener(_ -> close());
        getFooter().add(cancel, go);
    }

    private void carryOut(Runnable order) {
        problem.removeAll();
        try {
            order.run();
            close();
        } catch (Refused refused) {
            problem.add(Parts.refused(this, refused));
        }
    }
}
