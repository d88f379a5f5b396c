package io.holdfast.ui;

import io.holdfast.ui.alarms.AlarmsView;
import io.holdfast.ui.audit.AuditView;
import io.holdfast.ui.changes.ChangesView;
import io.holdfast.ui.credentials.CredentialsView;
import io.holdfast.ui.devices.DevicesView;
import io.holdfast.ui.drifts.DriftsView;
import io.holdfast.ui.explanations.ExplainView;
import io.holdfast.ui.imports.SiteImportView;
import io.holdfast.ui.kit.Menu;
import io.holdfast.ui.logins.LoginsView;
import io.holdfast.ui.notices.NoticesView;
import io.holdfast.ui.policy.ConduitUsesView;
import io.holdfast.ui.policy.FindingsView;
import io.holdfast.ui.policy.ImportView;
import io.holdfast.ui.policy.MatrixView;
import io.holdfast.ui.policy.ZonesView;
import io.holdfast.ui.rollouts.RolloutsView;
import io.holdfast.ui.sites.SitesView;
import io.holdfast.ui.tokens.TokensView;
import io.holdfast.ui.topology.TopologyView;
import java.util.List;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Which pages there are. */
@Configuration(proxyBeanMethods = false)
class DashboardMenu {

    @Bean
    Menu menu() {
        return new Menu(
                List.of(
                        new Menu.Group(
                                "see",
                                List.of(
                                        new Menu.Entry("sites", SitesView.class),
                                        new Menu.Entry("devices", DevicesView.class),
                                        new Menu.Entry("topology", TopologyView.class),
                                        new Menu.Entry("alarms", AlarmsView.class),
                                        new Menu.Entry("drift", DriftsView.class),
                                        new Menu.Entry("credentials", CredentialsView.class),
                                        new Menu.Entry("notices", NoticesView.class))),
                        new Menu.Group(
                                "policy",
                                List.of(
                                        new Menu.Entry("matrix", MatrixView.class),
                                        new Menu.Entry("zones", ZonesView.class),
                                        new Menu.Entry("findings", FindingsView.class),
                                        new Menu.Entry("import", ImportView.class),
                                        new Menu.Entry("may-it-pass", ExplainView.class),
                                        new Menu.Entry("conduit-uses", ConduitUsesView.class))),
                        new Menu.Group(
                                "change",
                                List.of(
                                        new Menu.Entry("changes", ChangesView.class),
                                        new Menu.Entry("rollouts", RolloutsView.class),
                                        new Menu.Entry("site-import", SiteImportView.class))),
                        new Menu.Group(
                                "record",
                                List.of(
                                        new Menu.Entry("audit", AuditView.class),
                                        new Menu.Entry("tokens", TokensView.class),
                                        new Menu.Entry("logins", LoginsView.class)))));
    }
}
