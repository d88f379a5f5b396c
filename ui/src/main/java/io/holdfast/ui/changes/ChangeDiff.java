package io.holdfast.ui.changes;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Section;
import com.vaadin.flow.component.html.Span;
import io.holdfast.controller.policies.ChangePreview;
import io.holdfast.controller.policies.ChangePreview.FlowRow;
import io.holdfast.controller.policies.ChangePreview.SiteDiff;
import io.holdfast.ui.kit.Facts;
import io.holdfast.ui.kit.Glyph;
import io.holdfast.ui.kit.StateMark;
import io.holdfast.ui.kit.Table;
import io.holdfast.ui.kit.Tone;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What a change does, drawn: conversations first, then the proof. */
public record ChangeDiff(ChangePreview preview) {

    /** The conversations. */
    public Component flows(Component words) {
        var section = head(words, "change.review");
        // The same conversation at several sites is one row that names them.
        var possible = grouped(SiteDiff::possible);
        var impossible = grouped(SiteDiff::impossible);
        if (possible.isEmpty() && impossible.isEmpty()) {
            section.add(new Paragraph(words.getTranslation("change.no-flow")));
            return section;
        }
        var table =
                new Table(words.getTranslation("change.review"))
                        .head(words.getTranslation("change.becomes"))
                        .head(words.getTranslation("change.from"))
                        .head(words.getTranslation("change.to"))
                        .head(words.getTranslation("change.service"))
                        .head(words.getTranslation("change.sites"))
                        .head(words.getTranslation("change.conduit"));
        possible.forEach((row, sites) -> flow(words, table, row, sites, true));
        impossible.forEach((row, sites) -> flow(words, table, row, sites, false));
        section.add(table);
        return section;
    }

    /** A row without the addresses, which differ from site to site. */
    private record Key(
            String from, String to, List<String> services, List<String> conduits, boolean reply) {}

    private record Where(String site, String source, String destination) {}

    private LinkedHashMap<Key, List<Where>> grouped(Function<SiteDiff, List<FlowRow>> rows) {
        var grouped = new LinkedHashMap<Key, List<Where>>();
        for (var site : preview.sites()) {
            for (var row : rows.apply(site)) {
                grouped.computeIfAbsent(
                                new Key(
                                        row.from(),
                                        row.to(),
                                        row.services(),
                                        row.conduits(),
                                        row.reply()),
                                _ -> new ArrayList<>())
                        .add(new Where(site.site(), row.source(), row.destination()));
            }
        }
        return grouped;
    }

    private static void flow(
            Component words, Table table, Key key, List<Where> sites, boolean possible) {
        var mark =
                possible
                        ? new StateMark(
                                Glyph.PLUS, Tone.ACCENT, words.getTranslation("change.possible"))
                        : new StateMark(
                                Glyph.MINUS, Tone.STALE, words.getTranslation("change.impossible"));
        var services = new Span(String.join(", ", key.services()));
        services.addClassName("hf-mono");
        var names =
                sites.stream()
                        .map(w -> w.site().toUpperCase(Locale.ROOT))
                        .distinct()
                        .collect(Collectors.joining(", "));
        var first = sites.getFirst();
        table.row(
                key.reply() ? Table.twoLines(mark, words.getTranslation("change.reply")) : mark,
                Table.twoLines(new Span(key.from()), first.source()),
                Table.twoLines(new Span(key.to()), first.destination()),
                services,
                Table.text(names),
                Table.text(String.join(", ", key.conduits())));
    }

    /** The proof, and how far the change reaches. */
    public Component proof(Component words) {
        var proof = head(words, "change.proof");
        var facts = new Facts();
        boolean holds = preview.sites().stream().allMatch(s -> s.proof().holds());
        facts.fact(
                words.getTranslation("change.proof.holds"),
                holds
                        ? new StateMark(Glyph.OK, Tone.OK, words.getTranslation("change.proof.yes"))
                        : new StateMark(
                                Glyph.ATTENTION,
                                Tone.ATTENTION,
                                words.getTranslation("change.proof.no")));
        facts.fact(
                words.getTranslation("change.proof.states"),
                "" + preview.sites().stream().mapToInt(s -> s.proof().statesProved()).sum());
        for (var site : preview.sites()) {
            var digest = new Span(site.proof().certificateDigest());
            digest.addClassName("hf-mono");
            facts.fact(
                    words.getTranslation("change.proof.certificate")
                            + " "
                            + site.site().toUpperCase(Locale.ROOT),
                    digest);
        }
        var assumptions =
                preview.sites().stream()
                        .flatMap(s -> s.proof().assumptions().stream())
                        .distinct()
                        .toList();
        if (!assumptions.isEmpty()) {
            facts.fact(
                    words.getTranslation("change.proof.assumed"), String.join("; ", assumptions));
        }
        proof.add(facts);
        var blast = head(words, "change.blast");
        blast.add(
                new Facts()
                        .fact(
                                words.getTranslation("change.blast.sites"),
                                preview.sites().stream()
                                        .map(s -> s.site().toUpperCase(Locale.ROOT))
                                        .collect(Collectors.joining(", ")))
                        .fact(
                                words.getTranslation("change.blast.devices"),
                                ""
                                        + preview.sites().stream()
                                                .mapToInt(s -> s.devices().size())
                                                .sum()));
        var columns = new Div(proof, blast);
        columns.addClassName("hf-columns");
        return columns;
    }

    private static Section head(Component words, String key) {
        var section = new Section(new H2(words.getTranslation(key)));
        section.addClassName("hf-section");
        return section;
    }
}
