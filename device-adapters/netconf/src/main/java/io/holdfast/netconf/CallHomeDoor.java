package io.holdfast.netconf;

import io.holdfast.core.observe.BehaviourTable;
import io.holdfast.spi.CallHome;
import io.holdfast.spi.OpenResult;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a door for calls does with them, whatever they are wrapped in (RFC 8071). */
abstract class CallHomeDoor implements CallHome {

    final Doorkeeper doorkeeper = new Doorkeeper(name());
    final WaitingRoom waiting = new WaitingRoom();
    private final Opener opener = new Opener(DirtyCandidate.DISCARD);

    @Override
    public final void expect(List<String> keys) {
        doorkeeper.expect(keys);
    }

    @Override
    public final Optional<String> stranger(String from, Duration limit) {
        return doorkeeper.strangerFrom(from, Deadline.in(limit));
    }

    @Override
    public final boolean callsAnew(String key, Duration limit) {
        waiting.clear(key);
        var call = waiting.take(key, Deadline.in(limit));
        // It may be wanted in a moment; who opens a session takes it from there.
        call.ifPresent(there -> waiting.seat(key, there));
        return call.isPresent();
    }

    @Override
    public final OpenResult open(String key, String user, char[] password, Duration limit) {
        return opener.open(
                key, password, key, limit, deadline -> answered(key, user, password, deadline));
    }

    private Connected answered(String key, String user, char[] password, Deadline deadline) {
        return waiting.take(key, deadline)
                .map(call -> call.answer(user, password, deadline))
                .map(connected -> clearing(key, connected))
                .orElseGet(() -> Connected.unreachable(notCalled()));
    }

    private String notCalled() {
        var others = doorkeeper.strangers().size();
        return "it has not called"
                + (others == 0 ? "" : "; " + others + " callers showed keys nobody confirmed");
    }

    /** Calls that came while this line was open say nothing of what came after it. */
    private Connected clearing(String key, Connected connected) {
        return connected instanceof Connected.Line(var line)
                ? new Connected.Line(new ClearingLine(line, () -> waiting.clear(key)))
                : connected;
    }

    private record ClearingLine(ByteLine line, Runnable whenClosed) implements ByteLine {

        @Override
        public int poll(byte[] into, Deadline deadline) throws Broken {
            return line.poll(into, deadline);
        }

        @Override
        public void write(byte[] bytes, Deadline deadline) throws Broken {
            line.write(bytes, deadline);
        }

        @Override
        public void close() {
            whenClosed.run();
            line.close();
        }
    }

    @Override
    public final Map<String, Long> refused() {
        return doorkeeper.refused();
    }

    @Override
    public final void learnt(String pinnedHostKey, String software, BehaviourTable behaviours) {
        opener.learnt(pinnedHostKey, software, behaviours);
    }

    @Override
    public final BehaviourTable behaviours(String pinnedHostKey) {
        return opener.behaviours(pinnedHostKey);
    }
}
