package io.holdfast.netconf;

import io.holdfast.core.observe.BehaviourTable;
import io.holdfast.spi.CertificateLogin;
import io.holdfast.spi.DeviceAddress;
import io.holdfast.spi.DeviceTransport;
import io.holdfast.spi.OpenResult;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * NETCONF over TLS (RFC 7589). The device's certificate is pinned as host keys are; the login is a
 * certificate, and which user that is the device decides.
 */
public final class TlsTransport implements DeviceTransport, CertificateLogin {

    /** Stored with devices; never changes. */
    public static final String NAME = "netconf-tls";

    private final Opener opener = new Opener(DirtyCandidate.DISCARD);
    private final TlsHandshake tls = new TlsHandshake();

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public void loginWith(PrivateKey key, List<X509Certificate> chain) {
        tls.loginWith(key, chain);
    }

    @Override
    public void timedBy(InstantSource surely) {
        tls.timedBy(surely);
    }

    @Override
    public Optional<String> hostKey(DeviceAddress address, Duration limit) {
        var deadline = Deadline.in(limit);
        try {
            return switch (shake(address, _ -> false, deadline)) {
                case TlsHandshake.Result.Stranger(var shown) -> Optional.of(shown);
                case TlsHandshake.Result.Shaken(var line, var key) -> {
                    line.close();
                    yield Optional.of(key);
                }
                case TlsHandshake.Result.OutOfDate(), TlsHandshake.Result.Failed(_) ->
                        Optional.empty();
            };
        } catch (IOException e) {
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
                deadline -> connect(address, pinnedHostKey, deadline));
    }

    private Connected connect(DeviceAddress address, String pinned, Deadline deadline) {
        if (!tls.hasLogin()) {
            return Connected.unreachable("this site node has no certificate to log in with");
        }
        try {
            return switch (shake(address, pinned::equals, deadline)) {
                case TlsHandshake.Result.Shaken(var line, _) -> new Connected.Line(line);
                case TlsHandshake.Result.Stranger(var shown) ->
                        new Connected.Not(new OpenResult.HostKeyChanged(pinned, shown));
                case TlsHandshake.Result.OutOfDate() ->
                        Connected.unreachable("its certificate is not valid at this time");
                case TlsHandshake.Result.Failed(var reason) -> Connected.unreachable(reason);
            };
        } catch (IOException e) {
            return Connected.unreachable("no connection: " + SshLogin.why(e));
        }
    }

    private TlsHandshake.Result shake(
            DeviceAddress address, Predicate<String> pinned, Deadline deadline) throws IOException {
        var plain = new Socket();
        try {
            plain.setTcpNoDelay(true);
            plain.connect(
                    new InetSocketAddress(address.host(), address.port()),
                    (int) Math.min(Integer.MAX_VALUE, deadline.left().toMillis()));
        } catch (IOException e) {
            TlsLine.shut(plain);
            throw e;
        }
        return tls.shake(plain, pinned, deadline);
    }

    @Override
    public void learnt(String pinnedHostKey, String software, BehaviourTable behaviours) {
        opener.learnt(pinnedHostKey, software, behaviours);
    }

    @Override
    public BehaviourTable behaviours(String pinnedHostKey) {
        return opener.behaviours(pinnedHostKey);
    }
}
