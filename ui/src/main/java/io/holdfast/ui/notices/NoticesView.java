package io.holdfast.ui.notices;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.router.Route;
import io.holdfast.controller.notices.Events;
import io.holdfast.controller.notices.Notice;
import io.holdfast.controller.notices.NoticeKind;
import io.holdfast.controller.notices.NotificationSettings;
import io.holdfast.ui.kit.Glyph;
import io.holdfast.ui.kit.MainLayout;
import io.holdfast.ui.kit.Page;
import io.holdfast.ui.kit.Places;
import io.holdfast.ui.kit.StateMark;
import io.holdfast.ui.kit.Table;
import io.holdfast.ui.kit.Times;
import io.holdfast.ui.kit.Tone;
import jakarta.annotation.security.PermitAll;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;

/** The newest events, each with the way to what it is about, and the own wishes for mail. */
@Route(value = "notices", layout = MainLayout.class)
@PermitAll
public class NoticesView extends Page {

    private static final long serialVersionUID = 1L;

    private static final int SHOWN = 100;

    private final transient InstantSource clock;

    public NoticesView(Events events, NotificationSettings settings, InstantSource clock) {
        this.clock = clock;
        title(getTranslation("notices.title"));
        sub(getTranslation("notices.about"));
        add(
                section(getTranslation("notices.newest"), table(events.newest(SHOWN))),
                section(getTranslation("notices.mail"), new WishesForm(settings)));
    }

    private Component table(List<Notice> notices) {
        if (notices.isEmpty()) {
            return empty(getTranslation("notices.empty"));
        }
        var table =
                new Table(getTranslation("notices.newest"))
                        .head(getTranslation("notices.kind"))
                        .head(getTranslation("notices.subject"))
                        .head(getTranslation("rollouts.reason"))
                        .numberHead(getTranslation("rollout.at"));
        for (var notice : notices) {
            table.row(
                    mark(notice),
                    subject(notice),
                    Table.text(why(notice)),
                    Times.namedAt(notice.at(), Times.here(), getLocale(), clock.instant()));
        }
        return new Div(table);
    }

    private Component mark(Notice notice) {
        var words = getTranslation("notices." + notice.kind().name().toLowerCase(Locale.ROOT));
        return switch (notice.kind()) {
            case ROLLOUT_HALTED,
                    DRIFT_FOUND,
                    BREAK_GLASS_USED,
                    DEVICE_REPLACED,
                    SITE_OUT_OF_SERVICE,
                    SHUT_OUT_NODE_SPOKE,
                    CENTRE_RESTORED,
                    SITE_STATE_UNKNOWN,
                    AUDIT_LOG_DIFFERS,
                    AUDIT_STREAM_LATE ->
                    new StateMark(Glyph.ATTENTION, Tone.ATTENTION, words);
            case APPROVAL_WAITING, DECOMMISSIONING_ASKED, REVIEW_DUE, CONDUIT_ENDS, AUTONOMY_ENDS ->
                    new StateMark(Glyph.WAITING, Tone.STALE, words);
        };
    }

    private static Component subject(Notice notice) {
        var parts = notice.subject().split(":", 2);
        var about = parts.length > 1 ? parts[1] : "";
        return switch (parts[0]) {
            case "change" -> new Anchor(Places.change(about), notice.title());
            case "rollout" -> new Anchor(Places.rollout(about), notice.title());
            case "site" ->
                    new Anchor(
                            switch (notice.kind()) {
                                case DECOMMISSIONING_ASKED,
                                        SITE_OUT_OF_SERVICE,
                                        SHUT_OUT_NODE_SPOKE ->
                                        Places.decommissioning(about);
                                default -> Places.sitePage(about);
                            },
                            notice.title());
            case "device" ->
                    new Anchor(
                            notice.kind() == NoticeKind.DEVICE_REPLACED
                                    ? "devices/" + about
                                    : Places.DRIFT,
                            notice.title());
            case "conduit", "exception" -> new Anchor(Places.FINDINGS, notice.title());
            case "audit-stream" -> new Anchor("audit", notice.title());
            case "hold" -> new Anchor(Places.sitePage(about.split("/", 2)[0]), notice.title());
            default -> new Span(notice.title());
        };
    }

    private String why(Notice notice) {
        var data = notice.data();
        return switch (notice.kind()) {
            case APPROVAL_WAITING ->
                    getTranslation(
                            "notices.why.approval",
                            data.getOrDefault("riskClass", ""),
                            data.getOrDefault("author", ""));
            case ROLLOUT_HALTED,
                    BREAK_GLASS_USED,
                    DEVICE_REPLACED,
                    DECOMMISSIONING_ASKED,
                    SITE_OUT_OF_SERVICE,
                    AUDIT_STREAM_LATE ->
                    data.getOrDefault("reason", "");
            case SHUT_OUT_NODE_SPOKE ->
                    getTranslation(
                            "notices.why.spoke",
                            data.getOrDefault("incarnation", ""),
                            data.getOrDefault("from", ""));
            case DRIFT_FOUND -> "";
            case CENTRE_RESTORED -> getTranslation("notices.why.restored");
            case SITE_STATE_UNKNOWN -> getTranslation("notices.why.unknown-state");
            case AUDIT_LOG_DIFFERS -> getTranslation("notices.why.audit-differs");
            case AUTONOMY_ENDS ->
                    getTranslation(
                            "notices.why.autonomy",
                            getTranslation("autonomy.kind." + data.getOrDefault("what", "")),
                            data.getOrDefault("end", ""),
                            data.getOrDefault("limit", ""));
            case REVIEW_DUE, CONDUIT_ENDS ->
                    getTranslation(
                            "notices.why.due",
                            data.getOrDefault("due", ""),
                            data.getOrDefault("owner", ""));
        };
    }
}
