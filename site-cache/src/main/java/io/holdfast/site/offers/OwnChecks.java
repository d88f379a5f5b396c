package io.holdfast.site.offers;

import io.holdfast.core.verify.CounterExample;
import io.holdfast.core.verify.Finding;
import io.holdfast.core.verify.Proof;
import io.holdfast.site.devices.Drivers;
import io.holdfast.sitelink.ContentChecks;
import io.holdfast.sitelink.ContentProofs;
import io.holdfast.sitelink.SiteContent;
import io.holdfast.spi.ReadResult;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * This site's dialects and verifier. The same verifier as the centre's finds tampering, not its
 * bugs.
 */
public final class OwnChecks implements ContentChecks {

    /** More sentences help nobody; the first is the one that counts. */
    private static final int MOST = 5;

    private final Drivers drivers;

    public OwnChecks(Drivers drivers) {
        this.drivers = drivers;
    }

    @Override
    public Meaning read(String dialect, String text) {
        return drivers.named(dialect)
                .map(known ->
                        switch (known.read(text)) {
                            case ReadResult.Read(var config) -> (Meaning) new Meaning.Means(config);
                            case ReadResult.Unreadable(var reason) ->
                                    new Meaning.Unreadable(reason);
                        })
                .orElseGet(Meaning.UnknownDialect::new);
    }

    @Override
    public List<String> objections(Optional<SiteContent> inForce, SiteContent offered) {
        return proofs(inForce, offered).stream().flatMap(OwnChecks::sentences).limit(MOST).toList();
    }

    /** What is proved of an offer: where it leads, now and later, and the way there. */
    public static List<Proof> proofs(Optional<SiteContent> inForce, SiteContent offered) {
        return ContentProofs.of(inForce, offered);
    }

    private static Stream<String> sentences(Proof proof) {
        return proof.holds()
                ? Stream.empty()
                : Stream.concat(
                        proof.counterExamples().stream().map(CounterExample::sentence),
                        proof.findings().stream().filter(Finding::blocks).map(Finding::detail));
    }
}
