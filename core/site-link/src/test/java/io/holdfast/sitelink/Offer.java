package io.holdfast.sitelink;

import io.holdfast.auditlog.Digest;
import io.holdfast.auditlog.MerkleTree;
import io.holdfast.core.Bytes;
import io.holdfast.core.config.DeviceConfig;
import io.holdfast.core.config.Vlan;
import io.holdfast.core.network.IpAddress;
import io.holdfast.core.site.Device;
import io.holdfast.core.site.DeviceRole;
import io.holdfast.core.site.DeviceSlot;
import io.holdfast.core.site.SiteId;
import io.holdfast.core.site.SitePlan;
import io.holdfast.core.zone.ZoneModel;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A bundle in the making, right in everything until a test makes one thing wrong. */
final class Offer {

    static final Instant NOW = Instant.parse("2026-11-23T08:00:00Z");
    static final SiteIdentity WW_01 = new SiteIdentity("org", new SiteId("ww-01"), 1);
    static final DeviceSlot FW = new DeviceSlot("fw-1");
    static final Keys RELEASE = Keys.p256();
    static final Keys SECOND = Keys.p256();
    static final Keys DELIVERY = Keys.p256();

    static final ContentChecks AGREES =
            new ContentChecks() {
                @Override
                public Meaning read(String dialect, String text) {
                    if (!dialect.equals("test")) {
                        return new Meaning.UnknownDialect();
                    }
                    try {
                        return new Meaning.Means(
                                WireJson.read(DeviceConfig.class, Bytes.utf8(text)));
                    } catch (MalformedMessage e) {
                        return new Meaning.Unreadable(e.reason());
                    }
                }

                @Override
                public List<String> objections(Optional<SiteContent> inForce, SiteContent offered) {
                    return List.of();
                }
            };

    String organization = "org";
    SiteId site = WW_01.site();
    int incarnation = 1;
    long epoch = 1;
    long revision = 7;
    int deliverySchema = 1;
    int releaseSchema = 1;
    int contentSchema = SiteContent.SCHEMA;
    int vlan = 40;
    String dialect = "test";
    Instant acceptUntil = NOW.plusSeconds(3600);
    RiskClass declared = RiskClass.R0;
    Keys deliveryKey = DELIVERY;
    Keys releaseKey = RELEASE;
    boolean countersigned;
    boolean listedTwice;
    Optional<String> text = Optional.empty();
    Optional<String> textDigest = Optional.empty();
    Optional<Bytes> otherContent = Optional.empty();
    Optional<String> root = Optional.empty();
    DeviceSlot slot = FW;
    ZoneModel model = new ZoneModel(List.of(), List.of(), List.of());
    List<SiteContent.HardEnd> ends = List.of();

    static DeviceConfig config(int vlan) {
        return new DeviceConfig(List.of(), List.of(new Vlan(vlan, "ot")), List.of(), List.of());
    }

    SiteContent content() {
        var config = config(vlan);
        var words = text.orElse(WireJson.text(config));
        var device =
                new SiteContent.DeviceContent(
                        slot, 1, dialect, config, words, textDigest.orElse(Digests.of(words)));
        var planned =
                new Device(
                        FW, DeviceRole.FIREWALL, "x", IpAddress.of("10.1.99.1"), true, List.of());
        return new SiteContent(
                contentSchema,
                organization,
                new SitePlan(site, "W", "UTC", List.of(), List.of(planned), List.of(), List.of()),
                model,
                listedTwice ? List.of(device, device) : List.of(device),
                ends);
    }

    Bundle bundle() {
        var content = WireJson.write(content());
        var digest = Digests.of(content);
        var leaves = new ArrayList<byte[]>();
        leaves.add(new Digest(Digests.of("another site")).bytes());
        leaves.add(new Digest(digest).bytes());
        leaves.add(new Digest(Digests.of("a third site")).bytes());
        var tree = MerkleTree.ofLeaves(leaves);
        var release =
                new Release(
                        releaseSchema,
                        organization,
                        "chg-1",
                        root.orElse(tree.root().hex()),
                        3,
                        declared,
                        List.of(),
                        NOW);
        var signed =
                Envelopes.sign(
                        Release.TYPE,
                        WireJson.write(release),
                        releaseKey.secret(),
                        releaseKey.open());
        if (countersigned) {
            signed = Envelopes.countersign(signed, SECOND.secret(), SECOND.open());
        }
        var delivery =
                new Delivery(
                        deliverySchema,
                        organization,
                        site,
                        incarnation,
                        epoch,
                        revision,
                        digest,
                        NOW,
                        acceptUntil,
                        List.of());
        return new Bundle(
                Envelopes.sign(
                        Delivery.TYPE,
                        WireJson.write(delivery),
                        deliveryKey.secret(),
                        deliveryKey.open()),
                signed,
                1,
                tree.inclusionProof(1).stream().map(Digest::hex).toList(),
                otherContent.orElse(content));
    }

    static Enrolment.TrustRoot trust(Integer... thresholds) {
        return new Enrolment.TrustRoot(
                1,
                "org",
                List.of(RELEASE.open(), SECOND.open()),
                List.of(DELIVERY.open()),
                List.of(thresholds));
    }
}
