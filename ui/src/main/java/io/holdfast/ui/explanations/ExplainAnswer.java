package io.holdfast.ui.explanations;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Section;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.router.QueryParameters;
import com.vaadin.flow.router.RouterLink;
import io.holdfast.controller.explanations.Answer;
import io.holdfast.controller.explanations.Question;
import io.holdfast.core.verify.Decision;
import io.holdfast.core.zone.ZoneName;
import io.holdfast.ui.kit.Facts;
import io.holdfast.ui.kit.Glyph;
import io.holdfast.ui.kit.Parts;
import io.holdfast.ui.kit.StateMark;
import io.holdfast.ui.kit.Table;
import io.holdfast.ui.kit.Times;
import io.holdfast.ui.kit.Tone;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** An answer as a page shows it: the sentence first, the way below, who allowed it beside. */
final class ExplainAnswer {

    private final Component where;
    private final Answer answer;
    private final ZoneId zone;
    private final Instant now;

    ExplainAnswer(Component where, Answer answer, ZoneId zone, Instant now) {
        this.where = where;
        this.answer = answer;
        this.zone = zone;
        this.now = now;
    }

    /** The address of a question; what is empty stands not in it. */
    static QueryParameters query(Map<String, String> asked) {
        var kept = new LinkedHashMap<String, String>();
        asked.forEach((key, value) -> {
            if (!value.isEmpty()) {
                kept.put(key, value);
            }
        });
        return QueryParameters.simple(kept);
    }

    Component told() {
        var told = new Div(verdict(), path(), near());
        told.addClassName("hf-told");
        return told;
    }

    private Component verdict() {
        var mark =
                answer.passes()
                        ? new StateMark(Glyph.ALLOW, Tone.ALLOW, word("explain.yes"))
                        : answer.never().isPresent()
                                ? new StateMark(Glyph.NEVER, Tone.DENY, word("explain.never"))
                                : new StateMark(Glyph.DENY, Tone.DENY, word("explain.no"));
        mark.addClassName("hf-verdict");
        var verdict = new Div(mark, new Paragraph(sentence()));
        verdict.addClassName("hf-answer");
        return verdict;
    }

    private String sentence() {
        var packet = answer.packet();
        var to = answer.to().map(ZoneName::value).orElse("-");
        var said =
                new StringBuilder(
                        word(
                                answer.passes() ? "explain.passes" : "explain.stops",
                                packet.toString(),
                                answer.from().value(),
                                to,
                                answer.question().site().value().toUpperCase(Locale.ROOT)));
        said.append(' ');
        if (answer.allowed().isEmpty()) {
            said.append(word(answer.passes() ? "explain.unapproved" : "explain.no-conduit"));
        } else {
            said.append(
                    word(
                            answer.passes() ? "explain.because" : "explain.although",
                            answer.allowed().stream()
                                    .map(a -> a.conduit().name())
                                    .collect(Collectors.joining(", "))));
        }
        answer.never().ifPresent(g -> said.append(' ').append(word("explain.guardrail", g.name())));
        if (answer.passes()) {
            said.append(' ').append(word(answer.replies() ? "explain.replies" : "explain.mute"));
        }
        return said.toString();
    }

    private Component path() {
        var section = section(word("explain.path", answer.hops().size()));
        if (answer.hops().isEmpty()) {
            section.add(new Paragraph(word("explain.no-hop")));
        } else {
            var table =
                    new Table(word("explain.path", answer.hops().size()))
                            .numberHead(word("explain.hop"))
                            .head(word("explain.where"))
                            .head(word("explain.line"))
                            .head(word("explain.origin"))
                            .head(word("explain.result"));
            int number = 1;
            for (var step : answer.hops()) {
                var hop = step.hop();
                table.row(
                        Table.text("" + number++),
                        Table.twoLines(
                                strong(hop.device().value().toUpperCase(Locale.ROOT)),
                                hop.interfaceName()),
                        mono(line(hop.decision())),
                        Table.text(step.origin().isEmpty() ? "-" : step.origin()),
                        result(hop.decision()));
            }
            section.add(table);
        }
        section.add(Parts.why(basis()));
        return section;
    }

    private StateMark result(Decision decision) {
        return decision.passes()
                ? new StateMark(Glyph.ALLOW, Tone.ALLOW, word("explain.forwards"))
                : new StateMark(Glyph.DENY, Tone.DENY, word("explain.drops"));
    }

    /** The line of a configuration that decided, as an engineer finds it on the device. */
    private String line(Decision decision) {
        return switch (decision) {
            case Decision.ByRule(var list, var rule, _) -> list + " " + rule;
            case Decision.Located located -> located.line();
            case Decision.EndOfList(var list) -> word("explain.end-of-list", list.value());
            case Decision.MissingList(var list) -> word("explain.missing-list", list.value());
            case Decision.SameNetwork(var reason) -> reason;
            case Decision.NotConnected(var reason) -> reason;
            case Decision.NoList _,
                    Decision.NoAddress _,
                    Decision.NoRoute _,
                    Decision.GoesRound _ ->
                    word("explain." + decision.getClass().getSimpleName());
        };
    }

    private String basis() {
        return answer.basis().stream()
                .map(b ->
                        b.slot().value().toUpperCase(Locale.ROOT)
                                + ": "
                                + word(
                                        "explain.basis."
                                                + b.source().name().toLowerCase(Locale.ROOT),
                                        b.at().map(at -> Times.named(at, zone, locale(), now))
                                                .orElse("")))
                .collect(Collectors.joining("; "));
    }

    private Component near() {
        var section = section(word("explain.near"));
        var table =
                new Table(word("explain.near"))
                        .head(word("explain.question"))
                        .head(word("explain.answer"))
                        .head("");
        for (var near : answer.near()) {
            var verdict =
                    near.passes()
                            ? new StateMark(Glyph.ALLOW, Tone.ALLOW, word("explain.yes"))
                            : near.never().isPresent()
                                    ? new StateMark(Glyph.NEVER, Tone.DENY, word("explain.never"))
                                    : new StateMark(Glyph.DENY, Tone.DENY, word("explain.no"));
            var link = new RouterLink(word("explain.ask"), ExplainView.class);
            link.setQueryParameters(query(near.question()));
            table.row(Table.text(difference(near)), verdict, link);
        }
        section.add(table);
        return section;
    }

    private String difference(Answer.Near near) {
        return switch (near.kind()) {
            case OTHER_WAY_ROUND -> word("explain.other-way", near.question().from());
            case OTHER_SITE ->
                    word(
                            "explain.other-site",
                            near.question().site().value().toUpperCase(Locale.ROOT));
            case OTHER_STATE ->
                    word(
                            "explain.other-state",
                            word(
                                    "explain.state."
                                            + near.question()
                                                    .state()
                                                    .name()
                                                    .toLowerCase(Locale.ROOT)));
        };
    }

    private static QueryParameters query(Question question) {
        return query(
                Map.of(
                        "from", question.from(),
                        "to", question.to(),
                        "protocol", question.protocol(),
                        "port", text(question.port()),
                        "sourcePort", text(question.sourcePort()),
                        "site", question.site().value(),
                        "state", question.state().name()));
    }

    private static String text(java.util.OptionalInt number) {
        return number.isPresent() ? "" + number.getAsInt() : "";
    }

    Component side() {
        var side = new Div(new H2(word("explain.who")));
        side.addClassName("hf-side");
        if (answer.allowed().isEmpty()) {
            side.add(Parts.why(word(answer.passes() ? "explain.unapproved" : "explain.nobody")));
        }
        answer.allowed().forEach(a -> side.add(facts(a)));
        return side;
    }

    private Component facts(Answer.Allowed allowed) {
        var conduit = allowed.conduit();
        var facts =
                new Facts()
                        .fact(word("explain.conduit"), conduit.name() + " (" + conduit.id() + ")")
                        .fact(word("conduit.because"), conduit.justification())
                        .fact(word("conduit.owner"), conduit.ownerRole());
        if (allowed.reply()) {
            facts.fact(word("explain.as"), word("explain.as-reply"));
        }
        if (allowed.change().isPresent()) {
            facts.fact(word("explain.proposed"), allowed.proposedBy())
                    .fact(
                            word("explain.approved"),
                            allowed.approvedBy().isEmpty()
                                    ? "-"
                                    : String.join(", ", allowed.approvedBy()));
        } else {
            facts.fact(word("explain.proposed"), word("explain.from-the-beginning"));
        }
        allowed.since()
                .ifPresent(at ->
                        facts.fact(word("explain.since"), Times.namedAt(at, zone, locale(), now)));
        facts.fact(
                word("conduit.review"),
                DateTimeFormatter.ofLocalizedDate(FormatStyle.MEDIUM)
                        .withLocale(locale())
                        .format(conduit.reviewDate()));
        return facts;
    }

    private static Section section(String heading) {
        var section = new Section(new H2(heading));
        section.addClassName("hf-section");
        return section;
    }

    private static Span strong(String text) {
        var span = new Span(text);
        span.addClassName("hf-strong");
        return span;
    }

    private static Span mono(String text) {
        var span = new Span(text);
        span.addClassName("hf-mono");
        return span;
    }

    private static Locale locale() {
        return UI.getCurrent().getLocale();
    }

    private String word(String key, Object... parameters) {
        return where.getTranslation(key, parameters);
    }
}
