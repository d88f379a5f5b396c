package io.holdfast.ui.changes;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Paragraph;
import io.holdfast.controller.changes.ChangeView;
import io.holdfast.controller.scope.Permission;
import io.holdfast.core.rollout.PlannedWave;
import io.holdfast.core.rollout.Rollout;
import io.holdfast.core.rollout.RolloutPlan;
import io.holdfast.core.rollout.WaveSites;
import io.holdfast.core.site.SiteId;
import io.holdfast.core.site.SiteTag;
import io.holdfast.ui.kit.Parts;
import io.holdfast.ui.kit.Rights;
import io.holdfast.ui.kit.Table;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** In which waves a change is to go out, as it is approved with it. */
final class WavesPanel extends Div {

    private static final long serialVersionUID = 1L;

    private static final List<String> OPEN = List.of("DRAFT", "VERIFIED", "IN_REVIEW", "APPROVED");

    /**
     * A panel.
     *
     * @param tags of all sites, as they are now
     * @param wanted what the dialog begins with: what stands, or what was refused
     */
    WavesPanel(
            ChangeView change,
            Map<SiteId, Set<SiteTag>> tags,
            List<PlannedWave> wanted,
            Consumer<List<PlannedWave>> plan) {
        addClassName("hf-section");
        var sites = change.sites().stream().map(SiteId::new).toList();
        add(new H2(getTranslation("waves.title")), table(change.waves(), sites, tags));
        add(new Paragraph(getTranslation("waves.about")));
        if (!OPEN.contains(change.state())) {
            return;
        }
        var edit = Parts.outlined(getTranslation("waves.edit"));
        edit.setId("plan-waves");
        edit.addClickListener(_ ->
                new WavesDialog(wanted, sites, inUse(tags), Approvals.any(change.verdicts()), plan)
                        .open());
        add(Rights.guarded(this, Permission.PROPOSE, edit));
    }

    private static List<SiteTag> inUse(Map<SiteId, Set<SiteTag>> tags) {
        return tags.values().stream().flatMap(Set::stream).distinct().sorted().toList();
    }

    private Component table(
            List<PlannedWave> waves, List<SiteId> sites, Map<SiteId, Set<SiteTag>> tags) {
        var table =
                new Table(getTranslation("waves.title"))
                        .head(getTranslation("rollout.wave"))
                        .head(getTranslation("waves.takes"))
                        .numberHead(getTranslation("waves.kept"))
                        .numberHead(getTranslation("waves.tolerated"));
        int number = 1;
        for (var wave : RolloutPlan.of(waves)) {
            table.row(
                    Table.text(getTranslation("rollout.wave-number", number++)),
                    Table.text(takes(wave.sites())),
                    Table.text(getTranslation("waves.percent", wave.rule().kept())),
                    Table.text(getTranslation("waves.percent", wave.rule().tolerated())));
        }
        var box = new Div(table);
        if (!sites.isEmpty()) {
            box.add(Parts.why(getTranslation("waves.now", sizes(waves, sites, tags))));
        }
        return box;
    }

    private String takes(WaveSites sites) {
        return switch (sites) {
            case WaveSites.First(var count) -> getTranslation("waves.first", count);
            case WaveSites.Share(var percent) -> getTranslation("waves.share", percent);
            case WaveSites.Chosen(var chosen) ->
                    getTranslation(
                            "waves.chosen",
                            chosen.stream()
                                    .map(s -> s.value().toUpperCase(Locale.ROOT))
                                    .collect(Collectors.joining(", ")));
            case WaveSites.Tagged(var tag) -> getTranslation("waves.tagged", tag);
        };
    }

    /** How many sites each wave would have of those the change reaches now. */
    private static String sizes(
            List<PlannedWave> waves, List<SiteId> sites, Map<SiteId, Set<SiteTag>> tags) {
        var rollout = Rollout.plan(waves, sites, tags);
        return IntStream.rangeClosed(0, rollout.lastWave())
                .mapToObj(w -> String.valueOf(rollout.tally(w).sites()))
                .collect(Collectors.joining(" + "));
    }
}
