package io.holdfast.site.link;

import io.holdfast.core.Bytes;
import io.holdfast.site.keys.SiteKeys;
import io.holdfast.site.keys.StartRefused;
import io.holdfast.sitelink.Digests;
import io.holdfast.sitelink.Enrolment;
import io.holdfast.sitelink.MalformedMessage;
import io.holdfast.sitelink.WireJson;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Turns a token file into a certificate and a trust root (rulings S4). May be repeated as often as
 * needed with the same keys: the centre gives the same answer, so a lost reply costs nothing.
 */
public final class Enroller {

    static final String PATH = "/link/v1/enrol";
    private static final int MAX_TOKEN = 16 * 1024;
    private static final int MAX_CHAIN = 8;

    private final SiteKeys keys;
    private final Optional<InetSocketAddress> connectProxy;
    private final LinkLimits limits;

    public Enroller(SiteKeys keys, Optional<InetSocketAddress> connectProxy, LinkLimits limits) {
        this.keys = keys;
        this.connectProxy = connectProxy;
        this.limits = limits;
    }

    /** What became of one attempt. */
    public sealed interface Attempt {

        record Done(Enrolled enrolled) implements Attempt {}

        /** Worth another attempt after a pause of at least this length. */
        record Again(String reason, Duration pause) implements Attempt {}

        /**
         * The centre says no, or the answer is not what the token promised: a person has to look.
         */
        record Refused(String reason) implements Attempt {}
    }

    /** Reads a token file. */
    public static Enrolment.Token token(Path file) {
        try {
            if (Files.size(file) > MAX_TOKEN) {
                throw new StartRefused("token-unreadable", file + " is too large for a token");
            }
            var token = WireJson.read(Enrolment.Token.class, Bytes.of(Files.readAllBytes(file)));
            var _ = CentreClient.address(token.linkUrl());
            return token;
        } catch (IOException | MalformedMessage | IllegalArgumentException e) {
            throw new StartRefused("token-unreadable", "cannot use the token in " + file, e);
        }
    }

    /** Asks once. */
    public Attempt attempt(Enrolment.Token token) throws InterruptedException {
        var signingKey = keys.signingPublicKey();
        var encryptionKey = keys.encryptionPublicKey();
        var request =
                new Enrolment.Request(
                        token.identity(),
                        token.secret(),
                        signingKey,
                        encryptionKey,
                        keys.sign(
                                Enrolment.possessionBytes(
                                        token.identity(), signingKey, encryptionKey)));
        var linkCa = new AtomicReference<@Nullable X509Certificate>();
        try (var client =
                new CentreClient(
                        CentreClient.address(token.linkUrl()),
                        LinkTrust.forEnrolment(token.linkCaDigest(), linkCa),
                        connectProxy,
                        limits)) {
            var reply = client.post(PATH, WireJson.write(request), Duration.ZERO);
            return switch (reply) {
                case Reply.Body(var bytes) -> judge(token, bytes, linkCa.get());
                case Reply.Busy(var pause) -> new Attempt.Again(reply.sentence(), pause);
                case Reply.Turned(var status, _) when status >= 500 -> again(reply);
                case Reply.Turned _ -> new Attempt.Refused(reply.sentence());
                case Reply.Untrusted _, Reply.Unfit _, Reply.Unreachable _ -> again(reply);
            };
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this platform has no TLS 1.3", e);
        }
    }

    private static Attempt again(Reply reply) {
        return new Attempt.Again(reply.sentence(), Duration.ZERO);
    }

    private Attempt judge(Enrolment.Token token, Bytes bytes, @Nullable X509Certificate linkCa) {
        Enrolment.Answer answer;
        try {
            answer = WireJson.read(Enrolment.Answer.class, bytes);
        } catch (MalformedMessage e) {
            return new Attempt.Again("unfit answer: " + e.reason(), Duration.ZERO);
        }
        if (!Digests.of(answer.trustRoot()).equals(token.trustRootDigest())) {
            return new Attempt.Refused("the trust root is not the one the token names");
        }
        var wrong = wrongWith(answer.certificateChain());
        if (wrong.isPresent() || linkCa == null) {
            return new Attempt.Refused(wrong.orElse("no link CA was shown"));
        }
        try {
            return new Attempt.Done(
                    new Enrolled(
                            token.identity(),
                            token.linkUrl(),
                            Bytes.of(linkCa.getEncoded()),
                            answer.certificateChain(),
                            answer.trustRoot()));
        } catch (java.security.cert.CertificateEncodingException e) {
            throw new IllegalStateException("a parsed certificate has an encoding", e);
        }
    }

    private Optional<String> wrongWith(List<Bytes> chain) {
        return wrongWith(chain, keys);
    }

    /** Why this chain is not a certificate for the site's key; empty if it is. */
    static Optional<String> wrongWith(List<Bytes> chain, SiteKeys keys) {
        if (chain.isEmpty() || chain.size() > MAX_CHAIN) {
            return Optional.of("a chain of " + chain.size() + " certificates");
        }
        try {
            var certificates = chain.stream().map(LinkTrust::certificate).toList();
            if (!Bytes.of(certificates.getFirst().getPublicKey().getEncoded())
                    .equals(keys.signingPublicKey())) {
                return Optional.of("the certificate is for another key");
            }
            for (int i = 0; i + 1 < certificates.size(); i++) {
                certificates.get(i).verify(certificates.get(i + 1).getPublicKey());
            }
            return Optional.empty();
        } catch (IllegalArgumentException | GeneralSecurityException e) {
            return Optional.of("a broken certificate chain");
        }
    }
}
