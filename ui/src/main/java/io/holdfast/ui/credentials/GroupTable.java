package io.holdfast.ui.credentials;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import io.holdfast.controller.sitelinks.CredentialGroups.GroupSite;
import io.holdfast.controller.sitelinks.CredentialGroups.GroupView;
import io.holdfast.core.site.SiteId;
import io.holdfast.ui.kit.Parts;
import io.holdfast.ui.kit.Table;
import io.holdfast.ui.kit.Times;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;

/** Groups of devices with one secret, and at which sites it is. */
final class GroupTable extends Div {

    private static final long serialVersionUID = 1L;

    /** Asks for a group's next secret. */
    @FunctionalInterface
    interface Ask {
        void secretOf(GroupView group);
    }

    GroupTable(List<GroupView> groups, Instant now, boolean may, Ask ask) {
        var table =
                new Table(getTranslation("credentials.groups"))
                        .head(getTranslation("credentials.group"))
                        .head(getTranslation("credentials.sites"))
                        .head(getTranslation("credentials.changed"))
                        .head(getTranslation("credentials.do"));
        for (var group : groups) {
            var where = new Div();
            group.sites().forEach(s -> where.add(new Div(line(s))));
            table.row(
                    Table.text(group.name()),
                    where,
                    Table.twoLines(
                            new Span(
                                    Times.named(
                                            group.changedAt(), ZoneOffset.UTC, getLocale(), now)),
                            group.changedBy()),
                    button(group, may, ask));
        }
        add(table);
    }

    private Button button(GroupView group, boolean may, Ask ask) {
        var button = Parts.outlined(getTranslation("credentials.group.save"));
        button.addClickListener(_ -> ask.secretOf(group));
        button.setEnabled(may);
        return button;
    }

    private String line(GroupSite site) {
        return getTranslation(
                site.readable() ? "credentials.group.line" : "credentials.group.line.lost",
                site.site().value().toUpperCase(Locale.ROOT),
                site.devices().size(),
                site.rotating().size());
    }

    /** Groups whose secret this site can read. */
    static List<String> usable(List<GroupView> known, SiteId site) {
        return known.stream()
                .filter(g ->
                        g.sites().stream().anyMatch(s -> s.site().equals(site) && s.readable()))
                .map(GroupView::name)
                .toList();
    }
}
