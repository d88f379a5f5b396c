package io.holdfast.ui;

import com.vaadin.flow.component.dependency.StyleSheet;
import com.vaadin.flow.component.page.AppShellConfigurator;
import com.vaadin.flow.component.page.Viewport;
import com.vaadin.flow.server.AppShellSettings;
import com.vaadin.flow.theme.lumo.Lumo;

/**
 * The page around the dashboard: stylesheets in their order, viewport. Fonts are the system's own.
 */
@StyleSheet(Lumo.STYLESHEET)
@StyleSheet(Lumo.COMPACT_STYLESHEET)
@StyleSheet("holdfast/tokens.css")
@StyleSheet("holdfast/lumo-map.css")
@StyleSheet("holdfast/holdfast.css")
@Viewport("width=device-width, initial-scale=1")
public class DashboardShell implements AppShellConfigurator {

    private static final long serialVersionUID = 1L;

    @Override
    public void configurePage(AppShellSettings settings) {
        settings.setPageTitle("Holdfast");
        settings.addFavIcon("icon", "holdfast/favicon.svg", "any");
    }
}
