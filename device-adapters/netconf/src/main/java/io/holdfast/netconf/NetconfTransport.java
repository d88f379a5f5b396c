package io.holdfast.netconf;

import io.holdfast.core.observe.BehaviourTable;
import io.holdfast.spi.DeviceAddress;
import io.holdfast.spi.DeviceTransport;
import io.holdfast.spi.OpenResult;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.sshd.client.SshClient;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.common.AttributeRepository;
import org.jspecify.annotations.Nullable;

/**
 * NETCONF over SSH (RFC 6242) with a password and a pinned host key. One instance serves any number
 * of devices and threads; its few IO threads are daemons and start with the first connection.
 */
public final class NetconfTransport implements DeviceTransport, AutoCloseable {

    /** Stored with devices; never changes. */
    public static final String NAME = "netconf-ssh";

    private final Opener opener;
    private @Nullable SshClient client;

    /** As {@link java.util.ServiceLoader} makes it: unfinished changes of others are discarded. */
    public NetconfTransport() {
        this(DirtyCandidate.DISCARD);
    }

    public NetconfTransport(DirtyCandidate dirtyCandidate) {
        this.opener = new Opener(dirtyCandidate);
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
        return opener.open(
                address.toString(),
                password,
                pinnedHostKey,
                limit,
                deadline -> {
                    var expectation = new HostKeyCheck.Expectation(pinnedHostKey);
                    try {
                        var session = connect(address, user, expectation, deadline);
                        return SshLogin.logIn(session, password, expectation, deadline);
                    } catch (IOException e) {
                        return expectation.broken()
                                ? new Connected.Not(
                                        new OpenResult.HostKeyChanged(
                                                pinnedHostKey, expectation.seen()))
                                : Connected.unreachable("no SSH connection: " + SshLogin.why(e));
                    }
                });
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

    @Override
    public void learnt(String pinnedHostKey, String software, BehaviourTable behaviours) {
        opener.learnt(pinnedHostKey, software, behaviours);
    }

    @Override
    public BehaviourTable behaviours(String pinnedHostKey) {
        return opener.behaviours(pinnedHostKey);
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
