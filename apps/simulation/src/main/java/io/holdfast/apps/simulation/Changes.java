package io.holdfast.apps.simulation;

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
import io.holdfast.core.window.Recurrence;
import io.holdfast.core.window.Window;
import io.holdfast.core.window.WindowKind;
import io.holdfast.core.zone.ZoneModel;
import io.holdfast.sitelink.Bundle;
import io.holdfast.sitelink.ContentChecks;
import io.holdfast.sitelink.Delivery;
import io.holdfast.sitelink.DeviceAccess;
import io.holdfast.sitelink.Digests;
import io.holdfast.sitelink.Enrolment;
import io.holdfast.sitelink.Envelope;
import io.holdfast.sitelink.Envelopes;
import io.holdfast.sitelink.MalformedMessage;
import io.holdfast.sitelink.Release;
import io.holdfast.sitelink.RiskClass;
import io.holdfast.sitelink.SiteContent;
import io.holdfast.sitelink.SiteIdentity;
import io.holdfast.sitelink.WireJson;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.ToIntFunction;

/**
 * What is released, with real signatures over real bytes. Configurations are small: what matters of
 * one is what it does to a device. Keys and signatures differ from run to run and never enter the
 * trace.
 */
final class Changes {

    static final String ORGANIZATION = "simulated";
    static final DeviceSlot FIREWALL = new DeviceSlot("fw-1");
    static final DeviceSlot SWITCH = new DeviceSlot("sw-1");
    private static final List<DeviceSlot> TWO = List.of(FIREWALL, SWITCH);

    private static final String DIALECT = "simulated";
    private static final Duration ACCEPT_FOR = Duration.ofDays(180);

    static final ZoneId ZONE = ZoneId.of("Europe/Berlin");

    /** From midnight on, and not in the evening: twenty hours, also when the clock is set. */
    static final Duration OPEN = Duration.ofHours(20);

    private static final Window NIGHT_AND_DAY =
            new Window(
                    "not-in-the-evening",
                    WindowKind.MAINTENANCE,
                    Recurrence.of("FREQ=DAILY"),
                    LocalDateTime.of(2026, 1, 1, 0, 0),
                    OPEN);

    private final boolean carriesWindows;
    private final List<DeviceSlot> slots;
    private final KeyPair release = keyPair();
    private final KeyPair delivery = keyPair();
    private final SortedMap<String, Kind> kinds = new TreeMap<>();

    private final SortedSet<String> released = new TreeSet<>();

    /** What a configuration does to the device that runs it. */
    enum Kind {
        GOOD,
        CUTS_MANAGEMENT,
        FAILS_PROBE,
        REFUSED,
        /** The device says yes and runs something else. */
        MANGLED
    }

    /** One site's part of a change, as it is released. */
    record Released(Bytes content, String digest, Envelope release, int leaf, List<String> proof) {}

    private static KeyPair keyPair() {
        try {
            var generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Bytes publicKey(KeyPair pair) {
        return Bytes.of(pair.getPublic().getEncoded());
    }

    Enrolment.TrustRoot trust() {
        return new Enrolment.TrustRoot(
                1,
                ORGANIZATION,
                List.of(publicKey(release)),
                List.of(publicKey(delivery)),
                List.of(1, 1, 1, 1, 1));
    }

    /** Whether people released this content, to whichever site. */
    boolean wasReleased(String content) {
        return released.contains(content);
    }

    boolean is(String digest, Kind kind) {
        return kinds.get(digest) == kind;
    }

    Changes(boolean carriesWindows) {
        this(carriesWindows, TWO);
    }

    /** Changes for sites with these devices. */
    Changes(boolean carriesWindows, List<DeviceSlot> slots) {
        this.carriesWindows = carriesWindows;
        this.slots = List.copyOf(slots);
    }

    List<DeviceSlot> slots() {
        return slots;
    }

    /** One site of three has a window. */
    static boolean hasWindow(SiteId site) {
        return site.value().equals("ww-01");
    }

    String mangled(String digest) {
        return Digests.of("mangled " + digest);
    }

    static DeviceConfig config(int version, DeviceSlot slot, Kind kind) {
        return new DeviceConfig(
                List.of(),
                List.of(new Vlan(version % 4094 + 1, slot + "-" + version + "-" + kind)),
                List.of(),
                List.of());
    }

    /** The content of one site: at most its switch's configuration is of another kind than good. */
    SiteContent content(SiteId site, int version, Kind kind, boolean together) {
        return content(site, version, kind, slot -> together || slot.equals(FIREWALL) ? 1 : 2);
    }

    /** The same, each device in the group it is told. */
    SiteContent content(SiteId site, int version, Kind kind, ToIntFunction<DeviceSlot> group) {
        var devices = new ArrayList<SiteContent.DeviceContent>();
        for (var slot : slots) {
            var config = config(version, slot, slot.equals(SWITCH) ? kind : Kind.GOOD);
            kinds.put(Digests.of(config), slot.equals(SWITCH) ? kind : Kind.GOOD);
            var text = WireJson.text(config);
            devices.add(
                    new SiteContent.DeviceContent(
                            slot, group.applyAsInt(slot), DIALECT, config, text, Digests.of(text)));
        }
        return new SiteContent(
                SiteContent.SCHEMA,
                ORGANIZATION,
                plan(site),
                new ZoneModel(List.of(), List.of(), List.of()),
                devices);
    }

    private SitePlan plan(SiteId site) {
        var devices =
                slots.stream()
                        .map(slot ->
                                new Device(
                                        slot,
                                        slot.equals(SWITCH)
                                                ? DeviceRole.SWITCH
                                                : DeviceRole.FIREWALL,
                                        "simulated",
                                        IpAddress.of("10.1.99.1"),
                                        true,
                                        List.of()))
                        .toList();
        var plan =
                new SitePlan(
                        site,
                        "Site " + site,
                        ZONE.getId(),
                        List.of(),
                        devices,
                        List.of(),
                        List.of());
        return carriesWindows && hasWindow(site) ? plan.within(List.of(NIGHT_AND_DAY)) : plan;
    }

    /** Signs the contents of several sites once. */
    Map<SiteId, Released> release(String change, Map<SiteId, SiteContent> contents, Instant now) {
        var sites = List.copyOf(new TreeMap<>(contents).keySet());
        var bytes =
                sites.stream()
                        .map(site -> WireJson.write(Objects.requireNonNull(contents.get(site))))
                        .toList();
        var tree =
                MerkleTree.ofLeaves(
                        bytes.stream().map(b -> new Digest(Digests.of(b)).bytes()).toList());
        var statement =
                new Release(
                        1,
                        ORGANIZATION,
                        change,
                        tree.root().hex(),
                        sites.size(),
                        RiskClass.R1,
                        List.of(),
                        now);
        var signed =
                Envelopes.sign(
                        Release.TYPE,
                        WireJson.write(statement),
                        release.getPrivate(),
                        publicKey(release));
        var parts = new TreeMap<SiteId, Released>();
        for (int i = 0; i < sites.size(); i++) {
            released.add(Digests.of(bytes.get(i)));
            parts.put(
                    sites.get(i),
                    new Released(
                            bytes.get(i),
                            Digests.of(bytes.get(i)),
                            signed,
                            i,
                            tree.inclusionProof(i).stream().map(Digest::hex).toList()));
        }
        return parts;
    }

    Bundle bundle(
            Released part,
            SiteIdentity to,
            long epoch,
            long revision,
            List<Delivery.TakeOver> takeOver,
            Instant now) {
        var statement =
                new Delivery(
                        1,
                        ORGANIZATION,
                        to.site(),
                        to.incarnation(),
                        epoch,
                        revision,
                        part.digest(),
                        now,
                        now.plus(ACCEPT_FOR),
                        takeOver);
        var signed =
                Envelopes.sign(
                        Delivery.TYPE,
                        WireJson.write(statement),
                        delivery.getPrivate(),
                        publicKey(delivery));
        return new Bundle(signed, part.release(), part.leaf(), part.proof(), part.content());
    }

    Envelope access(SiteIdentity to) {
        var reaches =
                slots.stream()
                        .map(s -> new DeviceAccess.Reach(s, "sim", 830, "sim", 161, "SHA256:k", ""))
                        .toList();
        var access =
                new DeviceAccess(
                        1,
                        ORGANIZATION,
                        to.site(),
                        to.incarnation(),
                        1,
                        reaches,
                        List.of(),
                        List.of(),
                        List.of(),
                        List.of(),
                        List.of(),
                        Technicians.codes());
        return Envelopes.sign(
                DeviceAccess.TYPE,
                WireJson.write(access),
                delivery.getPrivate(),
                publicKey(delivery));
    }

    /** The site's own dialect and a verifier that agrees. */
    static final ContentChecks CHECKS =
            new ContentChecks() {
                @Override
                public Meaning read(String dialect, String text) {
                    if (!dialect.equals(DIALECT)) {
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
}
