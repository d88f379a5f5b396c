package io.holdfast.controller;

import io.holdfast.auditlog.Digest;
import io.holdfast.auditlog.MerkleTree;
import io.holdfast.controller.scope.Caller;
import io.holdfast.controller.scope.OrganizationId;
import io.holdfast.controller.sitelinks.SiteLinks;
import io.holdfast.controller.sitelinks.keys.LinkKeys;
import io.holdfast.core.Bytes;
import io.holdfast.core.site.SitePlan;
import io.holdfast.core.zone.ZoneModel;
import io.holdfast.plant.TestSite;
import io.holdfast.sitelink.Bundle;
import io.holdfast.sitelink.Delivery;
import io.holdfast.sitelink.Digests;
import io.holdfast.sitelink.Envelope;
import io.holdfast.sitelink.Envelopes;
import io.holdfast.sitelink.Release;
import io.holdfast.sitelink.RiskClass;
import io.holdfast.sitelink.SiteContent;
import io.holdfast.sitelink.SiteIdentity;
import io.holdfast.sitelink.WireJson;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Bundles as the centre signs them, and others. */
record Offers(SiteIdentity identity, Instant now) {

    Bundle signed(long revision, String name) {
        return bundle(revision, name, now.plus(Duration.ofDays(90)), keys());
    }

    Bundle until(long revision, Instant until) {
        return bundle(revision, "A", until, keys());
    }

    private static Signer keys() {
        return payload ->
                CentreStory.plant.bean(LinkKeys.class).delivery().sign(Delivery.TYPE, payload);
    }

    Bundle forged(long revision, String name) {
        var pair = TestSite.newKeys();
        return bundle(
                revision,
                name,
                now.plus(Duration.ofDays(90)),
                payload ->
                        Envelopes.sign(
                                Delivery.TYPE,
                                payload,
                                pair.getPrivate(),
                                Bytes.of(pair.getPublic().getEncoded())));
    }

    private interface Signer {
        Envelope sign(Bytes payload);
    }

    private Bundle bundle(long revision, String name, Instant until, Signer signer) {
        var content =
                WireJson.write(
                        new SiteContent(
                                SiteContent.SCHEMA,
                                identity.organization(),
                                new SitePlan(
                                        identity.site(),
                                        name,
                                        "UTC",
                                        List.of(),
                                        List.of(),
                                        List.of(),
                                        List.of()),
                                new ZoneModel(List.of(), List.of(), List.of()),
                                List.of()));
        var digest = Digests.of(content);
        var tree = MerkleTree.ofLeaves(List.of(new Digest(digest).bytes()));
        var release =
                new Release(
                        1,
                        identity.organization(),
                        "change-1",
                        tree.root().hex(),
                        1,
                        RiskClass.R1,
                        List.of(),
                        now);
        var delivery =
                new Delivery(
                        1,
                        identity.organization(),
                        identity.site(),
                        identity.incarnation(),
                        1,
                        revision,
                        digest,
                        now,
                        until,
                        List.of());
        return new Bundle(
                signer.sign(WireJson.write(delivery)),
                CentreStory.plant.as(
                        Caller.centre(OrganizationId.of(identity.organization()), "test"),
                        () -> CentreStory.plant.bean(SiteLinks.class).signRelease(release)),
                0,
                List.of(),
                content);
    }
}
