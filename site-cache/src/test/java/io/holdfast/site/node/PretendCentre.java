package io.holdfast.site.node;

import io.holdfast.auditlog.Digest;
import io.holdfast.auditlog.MerkleTree;
import io.holdfast.core.Bytes;
import io.holdfast.core.site.DeviceSlot;
import io.holdfast.site.link.TestAuthority;
import io.holdfast.site.link.TestCentre;
import io.holdfast.sitelink.Bundle;
import io.holdfast.sitelink.Delivery;
import io.holdfast.sitelink.DeviceAccess;
import io.holdfast.sitelink.Digests;
import io.holdfast.sitelink.Enrolment;
import io.holdfast.sitelink.Envelope;
import io.holdfast.sitelink.Envelopes;
import io.holdfast.sitelink.Journal;
import io.holdfast.sitelink.JournalEntry;
import io.holdfast.sitelink.JournalHead;
import io.holdfast.sitelink.JournalLine;
import io.holdfast.sitelink.LinkAnswer;
import io.holdfast.sitelink.LinkRequest;
import io.holdfast.sitelink.Release;
import io.holdfast.sitelink.RiskClass;
import io.holdfast.sitelink.SealedCode;
import io.holdfast.sitelink.Sealing;
import io.holdfast.sitelink.Search;
import io.holdfast.sitelink.SiteContent;
import io.holdfast.sitelink.SiteIdentity;
import io.holdfast.sitelink.SlotReport;
import io.holdfast.sitelink.WireJson;
import io.holdfast.sitelink.telemetry.Deflated;
import io.holdfast.sitelink.telemetry.SiteWord;
import io.holdfast.sitelink.telemetry.TelemetryAnswer;
import io.holdfast.sitelink.telemetry.TelemetryRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** As much of a centre as a site can tell from one: enrols, answers contacts, keeps the journal. */
final class PretendCentre implements AutoCloseable {

    static final SiteIdentity IDENTITY =
            new SiteIdentity(SimulatedPlant.ORGANIZATION, SimulatedPlant.SITE, 1);
    private static final int WAIT_MILLIS = 100;
    private static final long WAIT_NANOS = 300_000_000;
    private final TestAuthority authority = new TestAuthority("link-ca");
    private final TestCentre server = TestCentre.start(authority);
    private final KeyPair releaseKeys = TestAuthority.newKeys();
    private final KeyPair deliveryKeys = TestAuthority.newKeys();
    private final Bytes trustRoot;
    private final List<JournalLine> journal = new ArrayList<>();
    private final Map<DeviceSlot, SlotReport> reports = new TreeMap<>();
    private Bytes siteEncryptionKey = Bytes.utf8("");
    final List<Bundle> bundles = new ArrayList<>();
    private final List<DeviceAccess> accesses = new ArrayList<>();
    private final List<SiteWord> words = new ArrayList<>();
    private List<SealedCode> codes = List.of();
    private final StringBuilder said = new StringBuilder();
    private long heard;
    private long revision;
    private volatile TestCentre.Behaviour telemetry =
            (exchange, body) -> TestCentre.json(exchange, hear(body));
    int certificateDays = 365;
    private int renewals;
    volatile boolean cut;

    PretendCentre() {
        trustRoot =
                WireJson.write(
                        new Enrolment.TrustRoot(
                                1,
                                SimulatedPlant.ORGANIZATION,
                                List.of(TestAuthority.publicKey(releaseKeys)),
                                List.of(TestAuthority.publicKey(deliveryKeys)),
                                List.of(0, 1, 1, 1, 1)));
        server.on("/link/v1/enrol", (exchange, body) -> TestCentre.json(exchange, enrol(body)));
        server.on("/link/v1/renew", (exchange, body) -> TestCentre.json(exchange, renew(body)));
        server.on("/link/v1/contact", (e, body) -> TestCentre.json(e, cut ? body : contact(body)));
        server.on("/link/v1/telemetry", (exchange, body) -> telemetry.answer(exchange, body));
    }

    private synchronized Bytes hear(Bytes body) {
        var request = WireJson.read(TelemetryRequest.class, body);
        said.append(body.text());
        for (var text : request.texts()) {
            said.append(Deflated.plain(text.compressed(), text.length()).orElseThrow().text());
        }
        for (var line : request.events()) {
            if (line.sequence() > heard) {
                words.add(line.word());
                heard = line.sequence();
            }
        }
        return WireJson.write(new TelemetryAnswer(heard, List.of()));
    }

    /** Every byte the site sent in contacts and telemetry, and what is compressed in it. */
    synchronized String everythingSaid() {
        return said.toString();
    }

    /** What the site told as events, in order. */
    synchronized List<SiteWord> words() {
        return List.copyOf(words);
    }

    /** Sends the newest access list again, with these searches. */
    synchronized void search(List<Search> searches) {
        var all = accesses.isEmpty() ? List.<DeviceAccess.Reach>of() : accesses.getLast().devices();
        send(all, searches, List.of(), List.of(), List.of());
    }

    /** Sends the newest access list again, with this self-test. */
    synchronized void selfTest(DeviceSlot slot, long order) {
        var last = accesses.getLast();
        var tests = List.of(new DeviceAccess.SelfTest(slot, order, Instant.now().plusSeconds(600)));
        send(last.devices(), List.of(), last.members(), last.rotations(), tests);
    }

    synchronized void codes(List<SealedCode> sealed) {
        codes = List.copyOf(sealed);
        search(List.of());
    }

    /** What a search asks with, sealed to the site. */
    String sealedSearch(String search, DeviceAccess.DeviceSecret secret) {
        return sealedFor(Sealing.searchSecret(IDENTITY, search), secret);
    }

    /** What the site sees is taken by this from now on. */
    void onTelemetry(TestCentre.Behaviour door) {
        telemetry = door;
    }

    Path token(Path folder) throws IOException {
        var token =
                new Enrolment.Token(
                        server.url(),
                        server.caDigest(),
                        Digests.of(trustRoot),
                        IDENTITY,
                        "c2VjcmV0",
                        Instant.now().plus(Duration.ofHours(24)));
        return Files.write(folder.resolve("token.json"), WireJson.write(token).toArray());
    }

    private synchronized Bytes enrol(Bytes body) {
        var asked = WireJson.read(Enrolment.Request.class, body);
        siteEncryptionKey = asked.encryptionKey();
        return certified(asked, certificateDays);
    }

    private synchronized Bytes renew(Bytes body) {
        renewals++;
        return certified(WireJson.read(Enrolment.Request.class, body), 365);
    }

    private Bytes certified(Enrolment.Request asked, int days) {
        var leaf = authority.client(IDENTITY.site().value(), asked.signingKey(), days);
        return WireJson.write(
                new Enrolment.Answer(List.of(leaf, authority.certificate()), trustRoot));
    }

    synchronized int renewals() {
        return renewals;
    }

    private synchronized Bytes contact(Bytes body) throws InterruptedException {
        var request = WireJson.read(LinkRequest.class, body);
        said.append(body.text());
        var head = journal.isEmpty() ? JournalHead.EMPTY : journal.getLast().head();
        var problem = "";
        switch (Journal.accept(
                request.identity(),
                head,
                n -> journal.get((int) n - 1).hash(),
                request.entries())) {
            case Journal.Intake.Taken(var lines, var newHead) -> {
                journal.addAll(lines);
                head = newHead;
            }
            case Journal.Intake.Gap gap -> problem = gap.toString();
            case Journal.Intake.Fork fork -> problem = fork.toString();
            case Journal.Intake.Refused refused -> problem = refused.toString();
        }
        request.slots().forEach(report -> reports.put(report.slot(), report));
        var news = answer(request, head, problem);
        var until = System.nanoTime() + WAIT_NANOS;
        while (request.waitSeconds() > 0
                && news.bundle() == null
                && news.access() == null
                && System.nanoTime() < until) {
            wait(WAIT_MILLIS);
            news = answer(request, head, problem);
        }
        return WireJson.write(news);
    }

    private LinkAnswer answer(LinkRequest request, JournalHead head, String problem) {
        var bundle = bundles.isEmpty() || request.revision() >= revision ? null : bundles.getLast();
        var access =
                accesses.isEmpty() || request.accessVersion() >= accesses.size()
                        ? null
                        : signed(DeviceAccess.TYPE, accesses.getLast(), deliveryKeys);
        return new LinkAnswer(
                Instant.now(), 1, head, problem.isEmpty() ? null : problem, bundle, access, 0);
    }

    /** Tells the site how to reach its devices; pins the keys they really have, or none. */
    void onboard(SimulatedPlant plant, boolean pinned) {
        onboard(
                plant.plan().devices().stream()
                        .map(device -> {
                            var ready = plant.ready(device.slot().value());
                            return new Onboarded(
                                    device.slot(),
                                    device.configured() ? ready.host() : "",
                                    device.configured() ? ready.netconf() : 0,
                                    ready.snmp(),
                                    pinned ? ready.hostKey() : null,
                                    SimulatedPlant.secret());
                        })
                        .toList());
    }

    void onboard(List<Onboarded> devices) {
        onboard(devices, List.of(), List.of());
    }

    synchronized void onboard(
            List<Onboarded> devices,
            List<DeviceAccess.Member> members,
            List<DeviceAccess.Rotation> rotations) {
        var reaches =
                devices.stream()
                        .map(device ->
                                new DeviceAccess.Reach(
                                        device.slot(),
                                        device.host(),
                                        device.netconf(),
                                        "127.0.0.1",
                                        device.snmp(),
                                        device.hostKey(),
                                        members.stream()
                                                .filter(m -> m.slot().equals(device.slot()))
                                                .findFirst()
                                                .map(m -> sealed(m.group(), device.secret()))
                                                .orElseGet(() ->
                                                        sealed(device.slot(), device.secret())),
                                        device.way(),
                                        device.managementVlan()))
                        .toList();
        send(reaches, List.of(), members, rotations, List.of());
    }

    private void send(
            List<DeviceAccess.Reach> reaches,
            List<Search> searches,
            List<DeviceAccess.Member> members,
            List<DeviceAccess.Rotation> rotations,
            List<DeviceAccess.SelfTest> selfTests) {
        accesses.add(
                new DeviceAccess(
                        1,
                        IDENTITY.organization(),
                        IDENTITY.site(),
                        IDENTITY.incarnation(),
                        accesses.size() + 1,
                        reaches,
                        List.of(),
                        searches,
                        members,
                        rotations,
                        selfTests,
                        codes));
        notifyAll();
    }

    String sealed(DeviceSlot slot, DeviceAccess.DeviceSecret secret) {
        return sealedFor(Sealing.deviceSecret(IDENTITY, slot), secret);
    }

    String sealed(String group, DeviceAccess.DeviceSecret secret) {
        return sealedFor(Sealing.groupSecret(IDENTITY, group), secret);
    }

    private String sealedFor(String purpose, DeviceAccess.DeviceSecret secret) {
        return Base64.getEncoder()
                .encodeToString(
                        Sealing.seal(
                                siteEncryptionKey.toArray(),
                                purpose,
                                WireJson.write(secret).toArray(),
                                new SecureRandom()));
    }

    /** Releases and delivers a content as the next revision. */
    void release(SiteContent content) {
        release(content, Instant.now().plus(Duration.ofDays(30)));
    }

    synchronized void release(SiteContent content, Instant acceptUntil) {
        var bytes = WireJson.write(content);
        var digest = Digests.of(bytes);
        var tree = MerkleTree.ofLeaves(List.of(new Digest(digest).bytes()));
        var release =
                new Release(
                        1,
                        IDENTITY.organization(),
                        "change-" + (revision + 1),
                        tree.root().hex(),
                        1,
                        RiskClass.R1,
                        List.of(),
                        Instant.now());
        revision++;
        var delivery =
                new Delivery(
                        1,
                        IDENTITY.organization(),
                        IDENTITY.site(),
                        IDENTITY.incarnation(),
                        1,
                        revision,
                        digest,
                        Instant.now(),
                        acceptUntil,
                        takeOver());
        bundles.add(
                new Bundle(
                        signed(Delivery.TYPE, delivery, deliveryKeys),
                        signed(Release.TYPE, release, releaseKeys),
                        0,
                        List.of(),
                        bytes));
        notifyAll();
    }

    private static Envelope signed(String type, Record said, KeyPair keys) {
        return Envelopes.sign(
                type, WireJson.write(said), keys.getPrivate(), TestAuthority.publicKey(keys));
    }

    /** A first release replaces what the devices came with, as a person saw it. */
    private List<Delivery.TakeOver> takeOver() {
        return reports.values().stream()
                .filter(report -> !report.runningDigest().isEmpty())
                .map(report -> new Delivery.TakeOver(report.slot(), report.runningDigest()))
                .toList();
    }

    synchronized List<String> journalLines() {
        return journal.stream().map(l -> l.sequence() + " " + l.hash()).toList();
    }

    synchronized List<String> journalTypes() {
        return journal.stream().map(line -> Journal.read(line.bytes()).type()).toList();
    }

    String journalText() {
        return String.join("\n", entries().stream().map(JournalEntry::toString).toList());
    }

    synchronized List<JournalEntry> entries() {
        return journal.stream().map(line -> Journal.read(line.bytes())).toList();
    }

    List<JournalEntry> entries(String type) {
        return entries().stream().filter(entry -> entry.type().equals(type)).toList();
    }

    synchronized String reason(String slot) {
        var report = reports.get(new DeviceSlot(slot));
        return report == null ? "" : report.reason();
    }

    synchronized String slotState(String slot) {
        var report = reports.get(new DeviceSlot(slot));
        return report == null ? "" : report.state() + " " + report.revision();
    }

    synchronized Map<DeviceSlot, SlotReport> reports() {
        return new TreeMap<>(reports);
    }

    @Override
    public void close() {
        server.close();
    }
}
