package io.holdfast.netconf;

import io.holdfast.core.observe.BehaviourTable;
import io.holdfast.spi.DeviceAddress;
import io.holdfast.spi.DeviceTransport;
import io.holdfast.spi.OpenResult;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.sshd.client.SshClient;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.common.AttributeRepository;
import org.apache.sshd.common.SshConstants;
import org.apache.sshd.common.SshException;
import org.jspecify.annotations.Nullable;

/**
 * NETCONF over SSH (RFC 6242) with a password and a pinned host key. One instance serves any number
 * of devices and threads; its few IO threads are daemons and start with the first connection.
 */
public final class NetconfTransport implements DeviceTransport, AutoCloseable {

    /** Stored with devices; never changes. */
    public static final String NAME = "netconf-ssh";

    /** Sessions to one device: two for a transaction, one that listens, and as many again. */
    static final int SESSIONS = 6;

    private final DirtyCandidate dirtyCandidate;
    private final InstantSource clock = InstantSource.system();
    private final MessageMemory memory = MessageMemory.ofHeap();
    // Keyed by what a person confirmed or entered, so no device can make them grow.
    private final Map<String, Experience> experiences = new ConcurrentHashMap<>();
    private final Map<String, Semaphore> places = new ConcurrentHashMap<>();
    private @Nullable SshClient client;

    /** As {@link java.util.ServiceLoader} makes it: unfinished changes of others are discarded. */
    public NetconfTransport() {
        this(DirtyCandidate.DISCARD);
    }

    public NetconfTransport(DirtyCandidate dirtyCandidate) {
        this.dirtyCandidate = dirtyCandidate;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Optional<String> hostKey(DeviceAddress address, Duration limit) {
        var deadline = Deadline.in(limit);
        var nothingPinned = new HostKeyCheck.Expectation("");
        try (var session = connect(address, "holdfast", nothingPinned, deadline)) {
            session.addSessionListener(new EndOfSession(nothingPinned));
            if (session.isClosed()) {
                return Optional.of(nothingPinned.seen()).filter(seen -> !seen.isEmpty());
            }
            return Optional.of(
                            nothingPinned
                                    .shown()
                                    .get(deadline.left().toMillis(), TimeUnit.MILLISECONDS))
                    .filter(seen -> !seen.isEmpty());
        } catch (IOException | ExecutionException | TimeoutException e) {
            return Optional.of(nothingPinned.seen()).filter(seen -> !seen.isEmpty());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    @Override
    public OpenResult open(
            DeviceAddress address,
            String user,
            char[] password,
            String pinnedHostKey,
            Duration limit) {
        var deadline = Deadline.in(limit);
        var places = places(address.toString());
        try {
            if (!places.tryAcquire(deadline.left().toNanos(), TimeUnit.NANOSECONDS)) {
                return new OpenResult.Unreachable(
                        SESSIONS + " sessions to this device are open already");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new OpenResult.Unreachable("interrupted");
        }
        boolean opened = false;
        try {
            var result = open(address, user, password, pinnedHostKey, places, deadline, limit);
            opened = result instanceof OpenResult.Open;
            return result;
        } finally {
            if (!opened) {
                places.release();
            }
        }
    }

    private OpenResult open(
            DeviceAddress address,
            String user,
            char[] password,
            String pinnedHostKey,
            Semaphore places,
            Deadline deadline,
            Duration limit) {
        var expectation = new HostKeyCheck.Expectation(pinnedHostKey);
        ClientSession session;
        try {
            session = connect(address, user, expectation, deadline);
        } catch (IOException e) {
            return expectation.broken()
                    ? new OpenResult.HostKeyChanged(pinnedHostKey, expectation.seen())
                    : new OpenResult.Unreachable("no SSH connection: " + why(e));
        }
        var login = logIn(session, password, expectation, pinnedHostKey, deadline);
        if (login.isPresent()) {
            session.close(true);
            return login.get();
        }
        try {
            var line = new CountedLine(SshLine.open(session, deadline), places);
            var conversation = Conversation.begin(line, memory, new Masking(password), deadline);
            return new OpenResult.Open(
                    NetconfSession.begin(
                            conversation,
                            dirtyCandidate,
                            experience(pinnedHostKey),
                            pinnedHostKey,
                            limit));
        } catch (Broken e) {
            return new OpenResult.Unreachable(e.why());
        }
    }

    private Semaphore places(String address) {
        return places.computeIfAbsent(address, _ -> new Semaphore(SESSIONS));
    }

    private Experience experience(String hostKey) {
        return experiences.computeIfAbsent(hostKey, _ -> new Experience(clock));
    }

    @Override
    public void learnt(String pinnedHostKey, String software, BehaviourTable behaviours) {
        experience(pinnedHostKey).learnt(software, behaviours);
    }

    @Override
    public BehaviourTable behaviours(String pinnedHostKey) {
        return experience(pinnedHostKey).table();
    }

    private ClientSession connect(
            DeviceAddress address,
            String user,
            HostKeyCheck.Expectation expectation,
            Deadline deadline)
            throws IOException {
        var context = AttributeRepository.ofKeyValuePair(HostKeyCheck.EXPECTATION, expectation);
        return client().connect(user, address.host(), address.port(), context, null)
                .verify(deadline.left())
                .getSession();
    }

    /** Logs in; empty if that worked. */
    private static Optional<OpenResult> logIn(
            ClientSession session,
            char[] password,
            HostKeyCheck.Expectation expectation,
            String pinned,
            Deadline deadline) {
        var secret = new String(password);
        try {
            session.addPasswordIdentity(secret);
            session.auth().verify(deadline.left());
            return Optional.empty();
        } catch (SshException e) {
            if (expectation.broken()) {
                return Optional.of(new OpenResult.HostKeyChanged(pinned, expectation.seen()));
            }
            boolean turnedDown =
                    e.getDisconnectCode()
                            == SshConstants.SSH2_DISCONNECT_NO_MORE_AUTH_METHODS_AVAILABLE;
            return Optional.of(
                    turnedDown
                            ? new OpenResult.LoginRefused("the device refused user or password")
                            : new OpenResult.Unreachable("SSH broke off: " + why(e)));
        } catch (IOException e) {
            return Optional.of(new OpenResult.Unreachable("SSH broke off: " + why(e)));
        } finally {
            session.removePasswordIdentity(secret);
        }
    }

    /** The library's words for a failure; they name addresses and algorithms, never a password. */
    private static String why(IOException e) {
        return RpcError.plain(String.valueOf(e.getMessage()), 200);
    }

    private synchronized SshClient client() {
        if (client == null) {
            client = SshClients.start();
        }
        return client;
    }

    @Override
    public synchronized void close() {
        if (client != null) {
            client.stop();
            client = null;
        }
    }
}
