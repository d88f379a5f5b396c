package io.holdfast.netconf;

import io.holdfast.spi.DeviceNotice;
import io.holdfast.spi.Listening;
import io.holdfast.spi.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Notifications of one session (RFC 5277), beside its requests. */
final class NetconfListening implements Listening {

    private final Conversation conversation;
    private final Duration limit;

    NetconfListening(Conversation conversation, Duration limit) {
        this.conversation = conversation;
        this.limit = limit;
    }

    @Override
    public Outcome listen(Optional<Instant> replayFrom) {
        // Before the request: the first notices may come right behind the answer.
        conversation.nowSubscribed();
        try {
            var request = Notifications.subscribe(replayFrom);
            return NetconfSession.outcome(conversation.ask(request, Deadline.in(limit)));
        } catch (Broken e) {
            return new Outcome.Unknown(e.why());
        }
    }

    @Override
    public Optional<DeviceNotice> next(Duration within) {
        try {
            return conversation.nextNotice(Deadline.in(within));
        } catch (Broken e) {
            return Optional.empty();
        }
    }
}
