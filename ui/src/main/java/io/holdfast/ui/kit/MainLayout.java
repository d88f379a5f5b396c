package io.holdfast.ui.kit;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.applayout.AppLayout;
import com.vaadin.flow.component.applayout.DrawerToggle;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.NativeButton;
import com.vaadin.flow.component.html.Nav;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.page.ColorScheme;
import com.vaadin.flow.router.HighlightConditions;
import com.vaadin.flow.router.RouterLink;
import com.vaadin.flow.server.VaadinSession;
import com.vaadin.flow.spring.security.AuthenticationContext;
import io.holdfast.controller.access.People;
import io.holdfast.controller.scope.Acting;
import jakarta.annotation.security.PermitAll;
import java.util.Locale;

/** The frame of every page: where to go on the left; who, language and light on the right. */
@PermitAll
public class MainLayout extends AppLayout {

    private static final long serialVersionUID = 1L;

    private final Nav nav = new Nav();

    public MainLayout(People people, AuthenticationContext login, Menu menu) {
        setPrimarySection(Section.DRAWER);
        nav.addClassName("hf-nav");
        nav.getElement().setAttribute("aria-label", getTranslation("nav.main"));
        var brand = new Div(new Span("Holdfast"), small(people.organizationName()));
        brand.addClassName("hf-brand");
        addToDrawer(brand, nav);
        for (var group : menu.groups()) {
            var head = new Div(getTranslation("nav." + group.key()));
            head.addClassName("hf-nav-head");
            nav.add(head);
            for (var entry : group.entries()) {
                var link = new RouterLink(getTranslation("nav." + entry.key()), entry.page());
                link.setHighlightCondition(HighlightConditions.locationPrefix());
                nav.add(link);
            }
        }
        addToNavbar(bar(login));
    }

    private Div bar(AuthenticationContext login) {
        var toggle = new DrawerToggle();
        toggle.setAriaLabel(getTranslation("nav.toggle"));
        var logout = button(getTranslation("bar.logout"), login::logout);
        var end =
                new Div(
                        language("DE", Locale.GERMAN),
                        language("EN", Locale.ENGLISH),
                        light(),
                        new Span(Acting.caller().name()),
                        logout);
        end.addClassName("hf-end");
        var bar = new Div(toggle, end);
        bar.addClassName("hf-bar");
        return bar;
    }

    private NativeButton language(String text, Locale locale) {
        var button =
                button(
                        text,
                        () -> {
                            VaadinSession.getCurrent().setLocale(locale);
                            UI.getCurrent().getPage().reload();
                        });
        boolean on = UI.getCurrent().getLocale().getLanguage().equals(locale.getLanguage());
        button.getElement().setAttribute("aria-pressed", String.valueOf(on));
        button.getElement().setAttribute("lang", locale.getLanguage());
        button.setTitle(locale.getDisplayLanguage(locale));
        return button;
    }

    private NativeButton light() {
        var page = UI.getCurrent().getPage();
        var kept = VaadinSession.getCurrent().getAttribute(ColorScheme.Value.class);
        if (kept != null) {
            page.setColorScheme(kept);
        }
        return button(
                getTranslation("bar.light"),
                () -> {
                    var next =
                            page.getColorScheme() == ColorScheme.Value.DARK
                                    ? ColorScheme.Value.LIGHT
                                    : ColorScheme.Value.DARK;
                    VaadinSession.getCurrent().setAttribute(ColorScheme.Value.class, next);
                    page.setColorScheme(next);
                });
    }

    private static NativeButton button(String text, Runnable action) {
        var button = new NativeButton(text, _ -> action.run());
        button.addClassName("hf-link-button");
        return button;
    }

    private static Span small(String text) {
        var small = new Span(text);
        small.addClassName("hf-meta");
        small.getStyle().set("margin-inline-start", "auto");
        return small;
    }
}
