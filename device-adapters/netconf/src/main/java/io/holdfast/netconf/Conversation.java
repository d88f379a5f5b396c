package io.holdfast.netconf;

import io.holdfast.spi.DeviceNotice;
import io.holdfast.spi.xml.XmlDocument;
import io.holdfast.spi.xml.XmlElement;
import io.holdfast.spi.xml.XmlLimits;
import io.holdfast.spi.xml.XmlResult;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Requests, their replies by message-id, and what the device says unasked. Safe for use by several
 * threads: whoever waits reads for all, so a session costs no thread of its own. The first thing
 * that goes wrong ends it for good: after a reply that was late, foreign or unreadable nobody knows
 * which request the next one answers.
 */
final class Conversation implements AutoCloseable {

    /** Requests on their way at once (RFC 6241 section 4.5): as many as a small device queues. */
    static final int IN_FLIGHT = 16;

    /** Nobody subscribed; a device that keeps sending them anyway is not listening. */
    private static final int MAX_UNASKED = 1_000;

    /** Somebody subscribed; one that sends on and on while it is asked something answers nobody. */
    private static final int MAX_WHILE_ASKED = 10 * NoticeQueue.MOST;

    /** A message that began while nobody waited for a reply has this long to end. */
    private static final Duration MESSAGE = Duration.ofSeconds(30);

    private final ByteLine line;
    private final Framing framing;
    private final Masking masking;
    private final Hello hello;
    private final NoticeQueue notices = new NoticeQueue();
    private final ReentrantLock sending = new ReentrantLock();

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Map<String, Request> open = new HashMap<>();
    private boolean somebodyReads;
    private boolean subscribed;
    private int unasked;
    private long lastId;
    private volatile long lastHeard = System.nanoTime();
    private volatile String brokenBy = "";

    private Conversation(ByteLine line, Framing framing, Masking masking, Hello hello) {
        this.line = line;
        this.framing = framing;
        this.masking = masking;
        this.hello = hello;
    }

    /** One request on its way. */
    static final class Request {
        private final String id;
        private @Nullable XmlElement reply;

        private Request(String id) {
            this.id = id;
        }
    }

    static Conversation begin(ByteLine line, Deadline deadline) throws Broken {
        return begin(line, MessageMemory.ofHeap(), Masking.nothing(), deadline);
    }

    /** Exchanges hellos. On failure the line is closed. */
    static Conversation begin(
            ByteLine line, MessageMemory memory, Masking masking, Deadline deadline) throws Broken {
        try {
            var framing = new Framing(line, Framing.MAX_MESSAGE, memory);
            framing.send(Rpc.hello(), deadline);
            Hello hello;
            try {
                hello = Hello.of(parse(framing.receive(deadline), masking));
            } finally {
                framing.forget();
            }
            if (hello.chunked()) {
                framing.useChunks();
            }
            return new Conversation(line, framing, masking, hello);
        } catch (Broken e) {
            line.close();
            throw e;
        }
    }

    Hello hello() {
        return hello;
    }

    /** How long ago the device last said something that could be read. */
    Duration sinceLastHeard() {
        return Duration.ofNanos(System.nanoTime() - lastHeard);
    }

    /** Sends one operation and waits for its reply. */
    Reply ask(String operation, Deadline deadline) throws Broken {
        return await(send(operation, deadline), deadline);
    }

    /** Sends all operations ahead and waits for their replies, in the order of the operations. */
    List<Reply> askAll(List<String> operations, Deadline deadline) throws Broken {
        var requests = new ArrayList<Request>();
        for (var operation : operations) {
            requests.add(send(operation, deadline));
        }
        var replies = new ArrayList<Reply>();
        for (var request : requests) {
            replies.add(await(request, deadline));
        }
        return replies;
    }

    /** Sends an operation; the reply is for {@link #await}. Waits while too many are under way. */
    Request send(String operation, Deadline deadline) throws Broken {
        pump(() -> open.size() < IN_FLIGHT, deadline, false);
        sending.lock();
        try {
            var request = enter();
            framing.send(Rpc.message(request.id, operation), deadline);
            return request;
        } catch (Broken e) {
            end(e.why());
            throw e;
        } finally {
            sending.unlock();
        }
    }

    private Request enter() {
        lock.lock();
        try {
            var request = new Request(Long.toString(++lastId));
            open.put(request.id, request);
            return request;
        } finally {
            lock.unlock();
        }
    }

    Reply await(Request request, Deadline deadline) throws Broken {
        pump(() -> request.reply != null, deadline, false);
        try {
            var reply = request.reply;
            if (reply == null) {
                throw new Broken("no complete answer in time");
            }
            return Reply.of(reply, masking);
        } catch (Broken e) {
            end(e.why());
            throw e;
        }
    }

    /** From now on notifications are kept for {@link #nextNotice}. */
    void nowSubscribed() {
        lock.lock();
        try {
            subscribed = true;
        } finally {
            lock.unlock();
        }
    }

    /** The next notification; empty if none came in time. */
    Optional<DeviceNotice> nextNotice(Deadline deadline) throws Broken {
        pump(() -> !notices.isEmpty(), deadline, true);
        lock.lock();
        try {
            return notices.next();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Reads until what is waited for has come. One thread reads at a time; the others wait for what
     * it finds.
     *
     * @param silenceIsFine whether it is no failure that nothing came in time
     */
    private void pump(BooleanSupplier come, Deadline deadline, boolean silenceIsFine)
            throws Broken {
        try {
            while (!comeOrMyTurnToRead(come, deadline, silenceIsFine)) {
                var heard = Optional.<XmlElement>empty();
                try {
                    heard = hear(deadline, silenceIsFine);
                } finally {
                    tell(heard);
                }
                if (heard.isEmpty()) {
                    return;
                }
            }
        } catch (Broken e) {
            end(e.why());
            throw e;
        }
    }

    /** True if there is nothing more to wait for, false if this thread has to read. */
    private boolean comeOrMyTurnToRead(
            BooleanSupplier come, Deadline deadline, boolean silenceIsFine) throws Broken {
        lock.lock();
        try {
            while (!come.getAsBoolean()) {
                if (!brokenBy.isEmpty()) {
                    throw new Broken("the session is over: " + brokenBy);
                }
                if (!somebodyReads) {
                    somebodyReads = true;
                    return false;
                }
                if (deadline.passed()) {
                    if (silenceIsFine) {
                        return true;
                    }
                    throw new Broken("no complete answer in time");
                }
                var _ = changed.awaitNanos(deadline.left().toNanos());
            }
            if (!brokenBy.isEmpty() && !silenceIsFine) {
                // What came before the end is not handed out as if the session went on.
                throw new Broken("the session is over: " + brokenBy);
            }
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Broken("interrupted", e);
        } finally {
            lock.unlock();
        }
    }

    private Optional<XmlElement> hear(Deadline deadline, boolean silenceIsFine) throws Broken {
        try {
            if (!silenceIsFine) {
                return Optional.of(parse(framing.receive(deadline), masking));
            }
            return framing.begins(deadline)
                    ? Optional.of(parse(framing.receive(Deadline.in(MESSAGE)), masking))
                    : Optional.empty();
        } finally {
            framing.forget();
        }
    }

    private void tell(Optional<XmlElement> heard) throws Broken {
        lock.lock();
        try {
            somebodyReads = false;
            if (heard.isPresent()) {
                lastHeard = System.nanoTime();
                sort(heard.get());
            }
        } finally {
            changed.signalAll();
            lock.unlock();
        }
    }

    private void sort(XmlElement message) throws Broken {
        if (message.is(Notifications.NAMESPACE, "notification")) {
            if ((!subscribed || !open.isEmpty())
                    && ++unasked > (subscribed ? MAX_WHILE_ASKED : MAX_UNASKED)) {
                throw new Broken("the device sent notifications instead of an answer");
            }
            if (subscribed) {
                notices.add(Notifications.read(message));
            }
            return;
        }
        if (!message.is(Rpc.BASE, "rpc-reply")) {
            throw new Broken("the device sent something that is no rpc-reply");
        }
        var request = open.remove(message.attribute("message-id").orElse(""));
        if (request == null) {
            throw new Broken("the device answered another message than the one asked");
        }
        unasked = 0;
        request.reply = message;
    }

    private static XmlElement parse(String text, Masking masking) throws Broken {
        return switch (XmlDocument.read(text, XmlLimits.DEVICE)) {
            case XmlResult.Parsed(var root) -> root;
            case XmlResult.Rejected(var reason) ->
                    throw new Broken(
                            "the device sent XML that is refused: "
                                    + masking.mask(RpcError.plain(reason, 300)));
        };
    }

    private void end(String why) {
        lock.lock();
        try {
            if (brokenBy.isEmpty()) {
                brokenBy = why;
            }
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        line.close();
    }

    @Override
    public void close() {
        end("closed");
        masking.forget();
    }
}
