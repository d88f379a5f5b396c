package io.holdfast.ui.rollouts;

import com.vaadin.flow.component.Component;
import io.holdfast.controller.rollouts.RolloutView;
import io.holdfast.ui.kit.Parts;
import io.holdfast.ui.kit.Table;

/** How each wave stands against what was planned for it. */
final class WaveTable {

    private WaveTable() {}

    static Component of(Component words, RolloutView rollout) {
        var table =
                new Table(words.getTranslation("waves.title"))
                        .head(words.getTranslation("rollout.wave"))
                        .numberHead(words.getTranslation("change.sites"))
                        .numberHead(words.getTranslation("waves.reachable"))
                        .numberHead(words.getTranslation("waves.has-kept"))
                        .numberHead(words.getTranslation("waves.kept"))
                        .numberHead(words.getTranslation("waves.failed"))
                        .numberHead(words.getTranslation("waves.tolerated"));
        for (var wave : rollout.waves()) {
            var tally = wave.tally();
            table.row(
                    Table.text(words.getTranslation("rollout.wave-number", wave.wave() + 1)),
                    Table.text("" + tally.sites()),
                    Table.text("" + tally.reachable()),
                    Table.text("" + tally.kept()),
                    Table.text(words.getTranslation("waves.percent", wave.rule().kept())),
                    Table.text("" + tally.failed()),
                    Table.text(words.getTranslation("waves.percent", wave.rule().tolerated())));
        }
        return Parts.section(words.getTranslation("waves.title"), table);
    }
}
