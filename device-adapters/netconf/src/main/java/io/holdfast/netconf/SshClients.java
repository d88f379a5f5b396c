package io.holdfast.netconf;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.sshd.client.ClientBuilder;
import org.apache.sshd.client.SshClient;
import org.apache.sshd.client.auth.password.UserAuthPasswordFactory;
import org.apache.sshd.client.config.hosts.HostConfigEntryResolver;
import org.apache.sshd.common.NamedFactory;
import org.apache.sshd.common.channel.RequestHandler;
import org.apache.sshd.common.cipher.BuiltinCiphers;
import org.apache.sshd.common.compression.BuiltinCompressions;
import org.apache.sshd.common.io.nio2.Nio2ServiceFactoryFactory;
import org.apache.sshd.common.kex.BuiltinDHFactories;
import org.apache.sshd.common.keyprovider.KeyIdentityProvider;
import org.apache.sshd.common.mac.BuiltinMacs;
import org.apache.sshd.common.session.ConnectionService;
import org.apache.sshd.common.signature.BuiltinSignatures;
import org.apache.sshd.common.util.buffer.Buffer;
import org.apache.sshd.common.util.threads.SshThreadPoolExecutor;
import org.apache.sshd.core.CoreModuleProperties;

/**
 * SSH as Holdfast speaks it: every list is pinned here, nothing of the user's own SSH
 * configuration, keys or agent is looked at, and nothing may be forwarded.
 */
final class SshClients {

    /**
     * Key exchanges in order of preference (rulings V6). Left to itself the library would take
     * sntrup761 where it can, at more than twice the CPU time of a whole session.
     */
    static final List<BuiltinDHFactories> KEY_EXCHANGES =
            List.of(
                    BuiltinDHFactories.curve25519,
                    BuiltinDHFactories.curve25519_libssh,
                    BuiltinDHFactories.ecdhp256);

    /**
     * Host key algorithms. The order decides which key a device with several shows, so it must
     * never change: pins are over that one. No ed25519, which the library can do only with another
     * library beside it: the same device would show one key here and another there.
     */
    static final List<BuiltinSignatures> HOST_KEYS =
            List.of(
                    BuiltinSignatures.nistp256,
                    BuiltinSignatures.nistp384,
                    BuiltinSignatures.nistp521,
                    BuiltinSignatures.rsaSHA512,
                    BuiltinSignatures.rsaSHA256);

    private static final int IO_THREADS = 2;

    private SshClients() {}

    static SshClient start() {
        var client =
                ClientBuilder.builder()
                        .keyExchangeFactories(
                                NamedFactory.setUpTransformedFactories(
                                        false, KEY_EXCHANGES, ClientBuilder.DH2KEX))
                        .signatureFactories(List.copyOf(HOST_KEYS))
                        .cipherFactories(
                                List.of(
                                        BuiltinCiphers.aes128gcm,
                                        BuiltinCiphers.aes256gcm,
                                        BuiltinCiphers.aes128ctr,
                                        BuiltinCiphers.aes256ctr))
                        .macFactories(
                                List.of(
                                        BuiltinMacs.hmacsha256etm,
                                        BuiltinMacs.hmacsha512etm,
                                        BuiltinMacs.hmacsha256,
                                        BuiltinMacs.hmacsha512))
                        .compressionFactories(List.of(BuiltinCompressions.none))
                        .hostConfigEntryResolver(HostConfigEntryResolver.EMPTY)
                        .serverKeyVerifier(new HostKeyCheck())
                        .channelFactories(List.of())
                        .globalRequestHandlers(List.of(SshClients::decline))
                        .build();
        client.setKeyIdentityProvider(KeyIdentityProvider.EMPTY_KEYS_PROVIDER);
        client.setUserAuthFactories(List.of(UserAuthPasswordFactory.INSTANCE));
        client.setNioWorkers(IO_THREADS);
        client.setIoServiceFactoryFactory(
                new Nio2ServiceFactoryFactory(() ->
                        new SshThreadPoolExecutor(
                                IO_THREADS,
                                IO_THREADS,
                                0,
                                TimeUnit.SECONDS,
                                new LinkedBlockingQueue<>(),
                                daemons("netconf-io"),
                                new ThreadPoolExecutor.AbortPolicy())));
        client.setScheduledExecutorService(
                Executors.newSingleThreadScheduledExecutor(daemons("netconf-timer")), true);
        // A site waits for windows and probes between two requests; the device's own limit is
        // shorter.
        CoreModuleProperties.IDLE_TIMEOUT.set(client, Duration.ofHours(1));
        client.start();
        return client;
    }

    /** Devices may ask (OpenSSH announces more host keys); Holdfast does nothing for them. */
    private static RequestHandler.Result decline(
            ConnectionService service, String request, boolean wantReply, Buffer buffer) {
        return wantReply ? RequestHandler.Result.ReplyFailure : RequestHandler.Result.Replied;
    }

    /** An open connection must not keep a program alive that has ended. */
    private static ThreadFactory daemons(String name) {
        var count = new AtomicInteger();
        return task ->
                Thread.ofPlatform()
                        .daemon()
                        .name(name + "-" + count.incrementAndGet())
                        .unstarted(task);
    }
}
