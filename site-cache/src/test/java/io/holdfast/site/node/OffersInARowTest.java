package io.holdfast.site.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.auditlog.Digest;
import io.holdfast.auditlog.MerkleTree;
import io.holdfast.core.config.DeviceConfig;
import io.holdfast.core.site.SitePlan;
import io.holdfast.core.zone.ZoneModel;
import io.holdfast.site.ledger.SiteStore;
import io.holdfast.site.link.TestAuthority;
import io.holdfast.site.offers.Examiner;
import io.holdfast.site.offers.Shelf;
import io.holdfast.sitelink.Bundle;
import io.holdfast.sitelink.ContentChecks;
import io.holdfast.sitelink.Delivery;
import io.holdfast.sitelink.Digests;
import io.holdfast.sitelink.Enrolment.TrustRoot;
import io.holdfast.sitelink.Envelope;
import io.holdfast.sitelink.Envelopes;
import io.holdfast.sitelink.Judgement;
import io.holdfast.sitelink.Release;
import io.holdfast.sitelink.RiskClass;
import io.holdfast.sitelink.SiteContent;
import io.holdfast.sitelink.WireJson;
import io.holdfast.sitelink.site.Pace;
import io.holdfast.sitelink.site.SiteEvent;
import io.holdfast.sitelink.site.SiteNode;
import java.nio.file.Path;
import java.security.KeyPair;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A bundle by file and one by the link are judged before the node's mind knows of either. */
class OffersInARowTest {

    private static final KeyPair KEYS = TestAuthority.newKeys();
    private static final Instant NOW = Instant.parse("2026-11-27T08:00:00Z");

    private static final ContentChecks AGREES =
            new ContentChecks() {
                @Override
                public Meaning read(String dialect, String text) {
                    return new Meaning.Means(DeviceConfig.EMPTY);
                }

                @Override
                public List<String> objections(Optional<SiteContent> inForce, SiteContent offered) {
                    return List.of();
                }
            };

    @TempDir private Path folder;

    private static Envelope signed(String type, Record said) {
        return Envelopes.sign(
                type, WireJson.write(said), KEYS.getPrivate(), TestAuthority.publicKey(KEYS));
    }

    private static Bundle bundle(long revision) {
        var us = PretendCentre.IDENTITY;
        var plan =
                new SitePlan(
                        us.site(),
                        "Plan " + revision,
                        "UTC",
                        List.of(),
                        List.of(),
                        List.of(),
                        List.of());
        var content =
                WireJson.write(
                        new SiteContent(
                                1,
                                us.organization(),
                                plan,
                                new ZoneModel(List.of(), List.of(), List.of()),
                                List.of()));
        var digest = Digests.of(content);
        var root = MerkleTree.ofLeaves(List.of(new Digest(digest).bytes())).root().hex();
        return new Bundle(
                signed(
                        Delivery.TYPE,
                        new Delivery(
                                1,
                                us.organization(),
                                us.site(),
                                1,
                                1,
                                revision,
                                digest,
                                NOW,
                                NOW.plusSeconds(86_400),
                                List.of())),
                signed(
                        Release.TYPE,
                        new Release(
                                1,
                                us.organization(),
                                "chg",
                                root,
                                1,
                                RiskClass.R1,
                                List.of(),
                                NOW)),
                0,
                List.of(),
                content);
    }

    @Test
    void neither_is_thrown_away_before_the_mind_has_decided_between_them() {
        try (var store = SiteStore.open(folder.resolve("site.db"))) {
            var shelf = new Shelf(store);
            var key = List.of(TestAuthority.publicKey(KEYS));
            var us = PretendCentre.IDENTITY;
            var trust = new TrustRoot(1, us.organization(), key, key, List.of(0, 1, 1, 1, 1));
            var examiner = new Examiner(trust, shelf, AGREES);
            var started =
                    SiteNode.step(
                                    StateRow.read(store, us, Pace.PLANT),
                                    new SiteEvent.Started(NOW),
                                    NOW)
                            .state();

            var byFile = (Judgement.Accepted) examiner.judge(bundle(1), started, NOW);
            var byLink = (Judgement.Accepted) examiner.judge(bundle(2), started, NOW);

            assertThat(shelf.content(byFile.contentDigest())).contains(byFile.content());
            assertThat(shelf.content(byLink.contentDigest())).contains(byLink.content());
        }
    }
}
