package io.holdfast.controller.notices.rest;

import io.holdfast.api.EventsApi;
import io.holdfast.api.model.Event;
import io.holdfast.api.model.EventList;
import io.holdfast.api.model.NotificationWishes;
import io.holdfast.api.model.NotificationWishesDraft;
import io.holdfast.controller.notices.Events;
import io.holdfast.controller.notices.Notice;
import io.holdfast.controller.notices.NoticeKind;
import io.holdfast.controller.notices.NotificationSettings;
import io.holdfast.controller.scope.Acting;
import io.holdfast.controller.scope.Refused;
import io.holdfast.controller.web.Versions;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Events and who hears of them, over REST; maps, nothing else. */
@RestController
@RequestMapping("/api/v1")
class EventsEndpoint implements EventsApi {

    private final Events events;
    private final NotificationSettings settings;

    EventsEndpoint(Events events, NotificationSettings settings) {
        this.events = events;
        this.settings = settings;
    }

    @Override
    public ResponseEntity<EventList> listEvents(
            @Nullable Long after, @Nullable Integer limit, @Nullable String kind) {
        long from = Objects.requireNonNullElse(after, 0L);
        var page = events.after(from, Objects.requireNonNullElse(limit, 50), kinds(kind));
        return ResponseEntity.ok(
                new EventList(
                        page.stream().map(EventsEndpoint::form).toList(),
                        page.isEmpty() ? from : page.getLast().cursor()));
    }

    private static List<NoticeKind> kinds(@Nullable String text) {
        var kinds = new ArrayList<NoticeKind>();
        if (text != null && !text.isBlank()) {
            for (var word : text.split(",", -1)) {
                kinds.add(kind(word, "/kind"));
            }
        }
        return kinds;
    }

    private static NoticeKind kind(String word, String pointer) {
        for (var kind : NoticeKind.values()) {
            if (kind.name().equals(word)) {
                return kind;
            }
        }
        throw Refused.invalid(
                pointer, "EVENT_KIND_UNKNOWN", "There is no event of kind \"" + word + "\".");
    }

    private static Event form(Notice notice) {
        return new Event(
                        "1.0",
                        notice.id().toString(),
                        "/organizations/" + Acting.organization(),
                        notice.kind().type(),
                        notice.subject(),
                        notice.at().atOffset(ZoneOffset.UTC),
                        "application/json",
                        notice.cursor(),
                        new TreeMap<>(notice.data()))
                .kind(notice.kind().name())
                .title(notice.title());
    }

    @Override
    public ResponseEntity<NotificationWishes> readNotifications() {
        return answer(settings.mine());
    }

    @Override
    public ResponseEntity<NotificationWishes> setNotifications(
            NotificationWishesDraft draft, @Nullable String ifMatch) {
        var kinds = EnumSet.noneOf(NoticeKind.class);
        for (int i = 0; i < draft.getKinds().size(); i++) {
            kinds.add(kind(draft.getKinds().get(i), "/kinds/" + i));
        }
        return answer(
                settings.set(
                        Versions.expected(ifMatch),
                        draft.getAddress(),
                        Objects.requireNonNullElse(draft.getLanguage(), "en"),
                        kinds));
    }

    private static ResponseEntity<NotificationWishes> answer(NotificationSettings.Wishes wishes) {
        return ResponseEntity.ok()
                .eTag(Versions.tag(wishes.version()))
                .body(
                        new NotificationWishes(
                                wishes.version(),
                                wishes.address(),
                                wishes.language(),
                                wishes.kinds().stream().map(Enum::name).sorted().toList()));
    }
}
