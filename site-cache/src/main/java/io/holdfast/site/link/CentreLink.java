package io.holdfast.site.link;

import io.holdfast.core.Bytes;
import io.holdfast.site.keys.SiteKeys;
import io.holdfast.sitelink.Enrolment;
import io.holdfast.sitelink.Envelopes;
import io.holdfast.sitelink.LinkAnswer;
import io.holdfast.sitelink.LinkRequest;
import io.holdfast.sitelink.MalformedMessage;
import io.holdfast.sitelink.TimeBounds;
import io.holdfast.sitelink.WireJson;
import io.holdfast.sitelink.WitnessWord;
import io.holdfast.sitelink.telemetry.TelemetryAnswer;
import io.holdfast.sitelink.telemetry.TelemetryRequest;
import java.net.InetSocketAddress;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Contacts with the centre over mutual TLS: says what the site has and hears what the centre has.
 * It does not decide when; silence is an answer like any other.
 */
public final class CentreLink implements AutoCloseable {

    static final String CONTACT = "/link/v1/contact";
    static final String RENEW = "/link/v1/renew";
    static final String TELEMETRY = "/link/v1/telemetry";

    /** What the centre says of a certificate that it does not know, or not any more. */
    private static final String CERTIFICATE_REFUSED = "CERTIFICATE_REFUSED";

    /** It never comes back into service; whoever looks at the board hears of it all the same. */
    private static final Duration SHUT_OUT_PAUSE = Duration.ofMinutes(5);

    /** A site cut off at any moment still has this much left (site-link.md, certificates). */
    private static final Duration RENEW_BELOW = Duration.ofDays(300);

    private final SiteKeys keys;
    private final Optional<InetSocketAddress> connectProxy;
    private final LinkLimits limits;
    private final Supplier<TimeBounds> time;
    private volatile Enrolled enrolled;
    private volatile CentreClient client;
    private volatile boolean refused;
    private volatile boolean outOfService;

    public CentreLink(
            SiteKeys keys,
            Enrolled enrolled,
            Optional<InetSocketAddress> connectProxy,
            LinkLimits limits,
            Supplier<TimeBounds> time) {
        this.time = time;
        this.keys = keys;
        this.connectProxy = connectProxy;
        this.limits = limits;
        this.enrolled = enrolled;
        this.client = clientFor(enrolled);
    }

    /** What became of a contact. */
    public sealed interface Contact {

        record Answered(LinkAnswer answer) implements Contact {}

        /**
         * No usable answer.
         *
         * @param stayAway how long the centre asked to be left alone, else zero
         */
        record Unanswered(String reason, Duration stayAway) implements Contact {}
    }

    private CentreClient clientFor(Enrolled who) {
        try {
            return new CentreClient(
                    CentreClient.address(who.linkUrl()),
                    LinkTrust.forContacts(keys, who, time),
                    connectProxy,
                    limits);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("cannot use the site's certificate", e);
        }
    }

    /** One contact. Interrupting the thread gives it up. */
    public Contact contact(LinkRequest request) throws InterruptedException {
        var reply =
                client.post(
                        CONTACT,
                        WireJson.write(signed(request)),
                        Duration.ofSeconds(request.waitSeconds()));
        return switch (reply) {
            case Reply.Body(var bytes) -> {
                outOfService = false;
                yield read(bytes);
            }
            case Reply.Busy(var pause) -> new Contact.Unanswered(reply.sentence(), pause);
            case Reply.Turned turned -> {
                refused = turned.sentence().contains(CERTIFICATE_REFUSED);
                outOfService = turned.sentence().contains(LinkAnswer.OUT_OF_SERVICE);
                yield new Contact.Unanswered(
                        reply.sentence(), outOfService ? SHUT_OUT_PAUSE : Duration.ZERO);
            }
            case Reply.Untrusted _, Reply.Unfit _, Reply.Unreachable _ ->
                    new Contact.Unanswered(reply.sentence(), Duration.ZERO);
        };
    }

    /**
     * Whether the centre said last that it put this node out of service. Only a centre that shows
     * the authority's certificate is heard; nothing changes at the devices by it.
     */
    public boolean outOfService() {
        return outOfService;
    }

    /** What the site says it witnesses is signed here, where the key is. */
    private LinkRequest signed(LinkRequest request) {
        return switch (request.witness()) {
            case WitnessWord.Silent(), WitnessWord.KeepsNothing() -> request;
            case WitnessWord.Keeps(var size, var statement) ->
                    request.witnessing(
                            new WitnessWord.Keeps(
                                    size,
                                    statement.stream()
                                            .map(said ->
                                                    Envelopes.countersign(
                                                            said,
                                                            keys.signingKey(),
                                                            keys.signingPublicKey()))
                                            .toList()));
        };
    }

    private static Contact read(Bytes bytes) {
        try {
            return new Contact.Answered(WireJson.read(LinkAnswer.class, bytes));
        } catch (MalformedMessage e) {
            return new Contact.Unanswered("unfit answer: " + e.getMessage(), Duration.ZERO);
        }
    }

    /** Tells events and samples; empty if there was no answer, whatever the reason. */
    public Optional<TelemetryAnswer> telemetry(TelemetryRequest request)
            throws InterruptedException {
        if (!(client.post(TELEMETRY, WireJson.write(request), Duration.ZERO)
                instanceof Reply.Body(var bytes))) {
            return Optional.empty();
        }
        try {
            return Optional.of(WireJson.read(TelemetryAnswer.class, bytes));
        } catch (MalformedMessage e) {
            return Optional.empty();
        }
    }

    /** When the site's certificate ends. */
    public Instant certificateEnds() {
        return LinkTrust.certificate(enrolled.certificateChain().getFirst())
                .getNotAfter()
                .toInstant();
    }

    /** When the first certificate above it ends. */
    public Instant authorityEnds() {
        var who = enrolled;
        return Stream.concat(who.certificateChain().stream().skip(1), Stream.of(who.linkCa()))
                .map(der -> LinkTrust.certificate(der).getNotAfter().toInstant())
                .min(Instant::compareTo)
                .orElse(Instant.EPOCH);
    }

    /**
     * Whether it is surely time to ask for a new certificate, whatever the wall clock shows: it
     * ends in a while, or a centre that came back from a backup does not know it any more. A node
     * that was put out of service gets none, and asks for none.
     */
    public boolean renewalDue() {
        return !outOfService
                && (refused || certificateEnds().isBefore(time.get().earliest().plus(RENEW_BELOW)));
    }

    /**
     * Asks for a new certificate for the same key. From then on contacts use it; the caller stores
     * it.
     *
     * @return what to store, or empty if the centre gave none
     */
    public Optional<Enrolled> renew() throws InterruptedException {
        var who = enrolled;
        var request =
                new Enrolment.Request(
                        who.identity(),
                        "",
                        keys.signingPublicKey(),
                        keys.encryptionPublicKey(),
                        keys.sign(
                                Enrolment.possessionBytes(
                                        who.identity(),
                                        keys.signingPublicKey(),
                                        keys.encryptionPublicKey())));
        if (!(client.post(RENEW, WireJson.write(request), Duration.ZERO)
                instanceof Reply.Body(var bytes))) {
            return Optional.empty();
        }
        try {
            var chain = WireJson.read(Enrolment.Answer.class, bytes).certificateChain();
            if (Enroller.wrongWith(chain, keys).isPresent()) {
                return Optional.empty();
            }
            var renewed = who.renewed(chain);
            var before = client;
            client = clientFor(renewed);
            enrolled = renewed;
            refused = false;
            before.close();
            return Optional.of(renewed);
        } catch (MalformedMessage e) {
            return Optional.empty();
        }
    }

    @Override
    public void close() {
        client.close();
    }
}
