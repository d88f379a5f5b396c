package io.holdfast.netconf;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.sshd.client.SshClient;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.client.session.ClientSessionImpl;
import org.apache.sshd.client.session.SessionFactory;
import org.apache.sshd.common.io.IoAcceptor;
import org.apache.sshd.common.io.IoSession;
import org.apache.sshd.common.session.Session;
import org.apache.sshd.common.session.SessionListener;
import org.jspecify.annotations.Nullable;

/**
 * Devices that call home over SSH (RFC 8071, port 4334). Only the connection comes from the device;
 * on it Holdfast is the SSH client as always. A call waits before its login: the password stays
 * sealed until somebody wants to speak to the device.
 */
public final class SshCallHome extends CallHomeDoor {

    /** Stored with devices; never changes. */
    public static final String NAME = "netconf-ssh-call-home";

    private static final Object GUEST = new Object();

    private final Duration handshake;
    private @Nullable SshClient client;
    private @Nullable IoAcceptor door;

    /** As {@link java.util.ServiceLoader} makes it. */
    public SshCallHome() {
        this(Doorkeeper.HANDSHAKE);
    }

    /** With another patience for handshakes. */
    SshCallHome(Duration handshake) {
        this.handshake = handshake;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public synchronized InetSocketAddress listen(InetSocketAddress at) throws IOException {
        var started = SshClients.start();
        client = started;
        var opened = started.getIoServiceFactory().createAcceptor(new Greeting(started));
        door = opened;
        try {
            opened.bind(at);
        } catch (IOException e) {
            close();
            throw e;
        }
        return (InetSocketAddress) opened.getBoundAddresses().iterator().next();
    }

    /** Makes client sessions of calls, of so many at a time. */
    private final class Greeting extends SessionFactory {

        Greeting(SshClient client) {
            super(client);
        }

        @Override
        public void sessionCreated(IoSession io) throws Exception {
            var from = ((InetSocketAddress) io.getRemoteAddress()).getAddress();
            var guest = doorkeeper.enters(from, () -> io.close(true));
            if (guest.isEmpty()) {
                io.close(true);
                return;
            }
            io.setAttribute(GUEST, guest.get());
            try {
                super.sessionCreated(io);
            } catch (Exception e) {
                doorkeeper.leaves(guest.get());
                throw e;
            }
        }

        @Override
        protected ClientSessionImpl doCreateSession(IoSession io) throws Exception {
            var session = super.doCreateSession(io);
            var expectation = new HostKeyCheck.Expectation(doorkeeper::knows);
            session.setAttribute(HostKeyCheck.EXPECTATION, expectation);
            var guest = (Doorkeeper.Guest) io.getAttribute(GUEST);
            var greeted = new Handshake(guest, expectation);
            session.addSessionListener(greeted);
            var _ =
                    getClient()
                            .getScheduledExecutorService()
                            .schedule(
                                    () -> greeted.overdue(session),
                                    handshake.toMillis(),
                                    TimeUnit.MILLISECONDS);
            return session;
        }
    }

    /** One call, from its first byte to the proof of its key. */
    private final class Handshake implements SessionListener {

        private final Doorkeeper.Guest guest;
        private final HostKeyCheck.Expectation expectation;
        private final AtomicBoolean over = new AtomicBoolean();

        Handshake(Doorkeeper.Guest guest, HostKeyCheck.Expectation expectation) {
            this.guest = guest;
            this.expectation = expectation;
        }

        @Override
        public void sessionEvent(Session session, Event event) {
            if (event == Event.KeyEstablished && over.compareAndSet(false, true)) {
                if (doorkeeper.leaves(guest)) {
                    waiting.seat(
                            expectation.seen(), new SshCall((ClientSession) session, expectation));
                } else {
                    session.close(true);
                }
            }
        }

        @Override
        public void sessionClosed(Session session) {
            if (!over.compareAndSet(false, true)) {
                return;
            }
            if (expectation.broken()) {
                doorkeeper.leavesAsStranger(guest, expectation.seen());
            } else {
                doorkeeper.leavesRefused(guest, Doorkeeper.Refusal.NOT_THE_PROTOCOL, "");
            }
        }

        private void overdue(ClientSession session) {
            if (over.compareAndSet(false, true)) {
                doorkeeper.leavesRefused(guest, Doorkeeper.Refusal.TOO_SLOW, "");
                session.close(true);
            }
        }
    }

    private record SshCall(ClientSession session, HostKeyCheck.Expectation expectation)
            implements Call {

        @Override
        public boolean isThere() {
            return session.isOpen();
        }

        @Override
        public Connected answer(String user, char[] password, Deadline deadline) {
            session.setUsername(user);
            return SshLogin.logIn(session, password, expectation, deadline);
        }

        @Override
        public void hangUp() {
            session.close(true);
        }
    }

    @Override
    public synchronized void close() {
        if (door != null) {
            door.close(true);
            door = null;
        }
        waiting.clearAll();
        if (client != null) {
            client.stop();
            client = null;
        }
    }
}
