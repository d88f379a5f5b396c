package io.holdfast.site.devices;

import io.holdfast.site.failpoint.Failpoint;
import io.holdfast.sitelink.Digests;
import io.holdfast.sitelink.SiteContent.DeviceContent;
import io.holdfast.sitelink.site.SiteEvent.DeviceAnswer;
import io.holdfast.sitelink.site.SiteEvent.Reading;
import io.holdfast.spi.DeviceDialect;
import io.holdfast.spi.DeviceSession;
import io.holdfast.spi.Outcome;
import io.holdfast.spi.ReadResult;
import io.holdfast.spi.Rendered;
import io.holdfast.spi.RunningResult;
import java.time.Duration;
import java.util.Optional;

/**
 * The words exchanged in one open session. A yes of a device is never taken for the deed: what it
 * runs is read back and compared by meaning (devices.md, rulings P3).
 */
final class Conversation {

    private Conversation() {}

    /** What a running configuration was, and what it means. */
    record Heard(Reading reading, String text) {}

    static Heard running(DeviceSession session, Drivers drivers) {
        var capabilities = session.facts().capabilities();
        return drivers.speaking(capabilities)
                .map(dialect -> running(session, dialect))
                .orElseGet(() ->
                        new Heard(
                                new Reading.Unreadable(
                                        "no dialect here speaks to a device with its" + " modules"),
                                ""));
    }

    private static Heard running(DeviceSession session, DeviceDialect dialect) {
        var owned = dialect.owns(session.facts().capabilities());
        return switch (session.readRunning(owned)) {
            case RunningResult.Running(var text) -> new Heard(meaning(dialect, text), text);
            case RunningResult.Unreadable(var reason) -> new Heard(new Reading.Silent(reason), "");
        };
    }

    private static Reading meaning(DeviceDialect dialect, String text) {
        return switch (dialect.read(text)) {
            case ReadResult.Read(var config) -> new Reading.Means(Digests.of(config));
            case ReadResult.Unreadable(var reason) -> new Reading.Unreadable(reason);
        };
    }

    /**
     * Puts a text on trial and reads back what the device made of it. What the change starts from
     * is compared while both locks are held: nobody can type anything in between any more.
     */
    static DeviceAnswer apply(
            DeviceSession session,
            DeviceContent content,
            DeviceDialect dialect,
            String base,
            Duration trial,
            String transaction) {
        var blockers = dialect.blockers(content.config(), session.facts().capabilities());
        if (!blockers.isEmpty()) {
            return new DeviceAnswer.Refused("not-renderable", blockers.getFirst());
        }
        var staged = session.stage(new Rendered(content.dialect(), content.text()));
        if (!(staged instanceof Outcome.Done)) {
            return answer(staged);
        }
        var moved = notAtBase(session, dialect, base);
        if (moved.isPresent()) {
            return discarded(session, transaction, moved.get());
        }
        var validated = session.validate();
        if (!(validated instanceof Outcome.Done)) {
            var _ = session.revert(transaction);
            return answer(validated);
        }
        var applied = session.apply(trial, transaction);
        if (!(applied instanceof Outcome.Done)) {
            return answer(applied);
        }
        Failpoint.reach("after-apply");
        return readBack(session, content, dialect)
                .map(difference -> takeBack(session, transaction, difference))
                .orElseGet(DeviceAnswer.Done::new);
    }

    private static Optional<DeviceAnswer> notAtBase(
            DeviceSession session, DeviceDialect dialect, String base) {
        return switch (running(session, dialect).reading()) {
            case Reading.Means(var digest) when digest.equals(base) -> Optional.empty();
            case Reading.Means(var digest) -> Optional.of(new DeviceAnswer.Moved(digest));
            case Reading.Unreadable _ -> Optional.of(new DeviceAnswer.Moved(""));
            case Reading.Silent(var reason) ->
                    Optional.of(new DeviceAnswer.Refused("unreachable", reason));
            case Reading.KeyChanged(var pinned, var shown) ->
                    Optional.of(new DeviceAnswer.KeyChanged(pinned, shown));
        };
    }

    /** Only staged so far: whatever the device says to it, nothing of it ever runs. */
    private static DeviceAnswer discarded(
            DeviceSession session, String transaction, DeviceAnswer why) {
        var _ = session.revert(transaction);
        return why;
    }

    private static Optional<String> readBack(
            DeviceSession session, DeviceContent content, DeviceDialect dialect) {
        var wanted = Digests.of(content.config());
        return switch (running(session, dialect).reading()) {
            case Reading.Means(var digest) when digest.equals(wanted) -> Optional.empty();
            case Reading.Means _ -> Optional.of("it runs something else than it was told");
            case Reading.Unreadable(var reason) -> Optional.of("read back: " + reason);
            case Reading.Silent(var reason) -> Optional.of("read back: " + reason);
            case Reading.KeyChanged(_, var shown) ->
                    Optional.of("read back: it shows another host key: " + shown);
        };
    }

    private static DeviceAnswer takeBack(DeviceSession session, String transaction, String found) {
        // The adapter may know the lie by name; then the reason says it.
        var difference =
                session.differsFromTold().map(lie -> found + ": " + lie.inWords()).orElse(found);
        return switch (session.revert(transaction)) {
            case Outcome.Done _ -> new DeviceAnswer.Refused("read-back", difference);
            case Outcome.Refused _, Outcome.Unknown _ -> new DeviceAnswer.Unknown(difference);
        };
    }

    static DeviceAnswer answer(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Done _ -> new DeviceAnswer.Done();
            case Outcome.Refused(var code, var message) -> new DeviceAnswer.Refused(code, message);
            case Outcome.Unknown(var reason) -> new DeviceAnswer.Unknown(reason);
        };
    }
}
