package io.holdfast.controller.sitelinks.door;

import io.holdfast.controller.scope.Acting;
import io.holdfast.controller.sitelinks.LinkSettings;
import io.holdfast.controller.sitelinks.wake.LinkBell;
import io.holdfast.sitelink.LinkAnswer;
import io.holdfast.sitelink.LinkRequest;
import io.holdfast.sitelink.centre.Due;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.springframework.stereotype.Component;

/**
 * Holds an answer until there is something new. Woken by the bell, and by a short clock in case the
 * bell was not heard. A site's newer contact ends its older one.
 */
@Component
class Polls {

    private final Contacts contacts;
    private final DatabaseShares database;
    private final LinkBell bell;
    private final LinkSettings settings;
    private final ConcurrentMap<String, Long> turns = new ConcurrentHashMap<>();
    private volatile boolean open = true;

    Polls(Contacts contacts, DatabaseShares database, LinkBell bell, LinkSettings settings) {
        this.contacts = contacts;
        this.database = database;
        this.bell = bell;
        this.settings = settings;
    }

    /** A contact that was taken in and may have to wait for its answer. */
    record Waiting(
            Peer peer,
            String word,
            long turn,
            long rung,
            Due.Has has,
            Duration hold,
            Contacts.Heard heard) {}

    /** Takes in what the site says. */
    Waiting begin(Peer peer, LinkRequest request) {
        var word = LinkBell.word(peer.organization(), peer.identity().site());
        long turn = turns.merge(word, 1L, Long::sum);
        bell.ring(word);
        long rung = bell.count(word);
        var heard = Acting.as(peer.caller(), () -> contacts.hear(peer, request));
        var asked = Duration.ofSeconds(Math.clamp(request.waitSeconds(), 0, 55));
        var hold = asked.compareTo(settings.hold()) < 0 ? asked : settings.hold();
        return new Waiting(peer, word, turn, rung, Due.Has.of(request), hold, heard);
    }

    /**
     * The answer, once there is something new or the time is over. Looking needs a share of the
     * database; a poll that gets none until its time is over ends as one that found nothing.
     */
    LinkAnswer answer(Sender sender, Waiting waiting) throws IOException, InterruptedException {
        var heard = waiting.heard();
        long rung = waiting.rung();
        long end = System.nanoTime() + waiting.hold().toNanos();
        while (!heard.news() && isOpen(waiting)) {
            var left = left(end);
            if (!left.isPositive()) {
                break;
            }
            bell.await(waiting.word(), rung, shorter(left, LinkBell.clock()));
            if (!isOpen(waiting)) {
                break;
            }
            rung = bell.count(waiting.word());
            var before = heard;
            heard =
                    database.look(sender, atLeast(left(end)), () -> look(waiting, before))
                            .orElse(before);
        }
        return heard.answer();
    }

    /** Looks, unless a newer contact of the site came while this one waited for its share. */
    private Contacts.Heard look(Waiting waiting, Contacts.Heard before) {
        return isOpen(waiting)
                ? Acting.as(
                        waiting.peer().caller(),
                        () -> contacts.look(waiting.peer(), waiting.has(), before.answer()))
                : before;
    }

    private boolean isOpen(Waiting waiting) {
        return open && turns.getOrDefault(waiting.word(), 0L) == waiting.turn();
    }

    private static Duration left(long end) {
        return Duration.ofNanos(end - System.nanoTime());
    }

    /** A last look is worth a moment also when the time is over. */
    private static Duration atLeast(Duration left) {
        return left.compareTo(DatabaseShares.PATIENCE) < 0 ? DatabaseShares.PATIENCE : left;
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    void open() {
        open = true;
    }

    /** Ends all that wait: the centre stops. */
    void close() {
        open = false;
        bell.ringAll();
    }
}
