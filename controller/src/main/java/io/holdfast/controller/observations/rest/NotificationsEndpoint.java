package io.holdfast.controller.observations.rest;

import io.holdfast.api.NotificationsApi;
import io.holdfast.api.model.Trap;
import io.holdfast.api.model.TrapList;
import io.holdfast.api.model.TrapsNotKept;
import io.holdfast.controller.observations.Notifications;
import io.holdfast.controller.scope.Refused;
import io.holdfast.controller.web.PathIds;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** What devices said by themselves, over REST; maps, nothing else. */
@RestController
@RequestMapping("/api/v1")
class NotificationsEndpoint implements NotificationsApi {

    private static final Pattern POSITION = Pattern.compile("(\\d{1,9})\\.(\\d{1,18})");

    private final Notifications notifications;

    NotificationsEndpoint(Notifications notifications) {
        this.notifications = notifications;
    }

    @Override
    public ResponseEntity<TrapList> listTraps(
            String site, @Nullable String slot, @Nullable Integer limit, @Nullable String cursor) {
        var at = PathIds.site(site);
        int most = limit == null ? 50 : limit;
        var page =
                notifications.page(
                        at, Optional.ofNullable(slot).map(PathIds::slot), before(cursor), most + 1);
        var form =
                new TrapList(
                        page.stream().limit(most).map(NotificationsEndpoint::form).toList(),
                        notifications.beside(at).stream()
                                .map(b ->
                                        new TrapsNotKept(
                                                b.slot().value(),
                                                b.hints(),
                                                b.tooMany(),
                                                b.since().atOffset(ZoneOffset.UTC),
                                                b.lastTold().atOffset(ZoneOffset.UTC)))
                                .toList());
        if (page.size() > most) {
            var last = page.get(most - 1).position();
            form.setNext(last.incarnation() + "." + last.number());
        }
        return ResponseEntity.ok(form);
    }

    private static Optional<Notifications.Position> before(@Nullable String cursor) {
        if (cursor == null || cursor.isEmpty()) {
            return Optional.empty();
        }
        var position = POSITION.matcher(cursor);
        if (!position.matches()) {
            throw Refused.invalid("", "CURSOR_NOT_VALID", "Send the cursor of the page before.");
        }
        return Optional.of(
                new Notifications.Position(
                        Integer.parseInt(position.group(1)), Long.parseLong(position.group(2))));
    }

    private static Trap form(Notifications.Told told) {
        return new Trap(
                told.slot().value(),
                told.at().atOffset(ZoneOffset.UTC),
                told.notification(),
                told.acknowledged(),
                told.uptime(),
                told.variables());
    }
}
