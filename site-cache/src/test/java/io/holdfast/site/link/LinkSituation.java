package io.holdfast.site.link;

import io.holdfast.core.Bytes;
import io.holdfast.core.site.SiteId;
import io.holdfast.site.keys.SiteDirectory;
import io.holdfast.site.keys.SiteKeys;
import io.holdfast.sitelink.JournalHead;
import io.holdfast.sitelink.LinkAnswer;
import io.holdfast.sitelink.LinkRequest;
import io.holdfast.sitelink.SiteIdentity;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A site with keys and a centre with a CA. */
abstract class LinkSituation {

    static final SiteIdentity SITE = new SiteIdentity("o-1", new SiteId("ww-01"), 1);
    static final LinkLimits SHORT =
            new LinkLimits(64 * 1024, Duration.ofSeconds(2), Duration.ofSeconds(2));
    static final LinkLimits PATIENT =
            new LinkLimits(64 * 1024, Duration.ofSeconds(20), Duration.ofSeconds(30));
    static final Instant CENTRE_TIME = Instant.parse("2026-11-23T09:00:00Z");
    static final LinkAnswer ANSWER =
            new LinkAnswer(CENTRE_TIME, 1, JournalHead.EMPTY, null, null, null, 0);
    static final Bytes ROOT = Bytes.utf8("the trust root");

    @TempDir Path folder;
    SiteDirectory directory;
    SiteKeys keys;
    final TestAuthority authority = new TestAuthority("link-ca");
    TestCentre centre;

    @BeforeEach
    void start() {
        directory = SiteDirectory.take(folder.resolve("site"));
        keys = SiteKeys.of(directory);
        centre = TestCentre.start(authority);
    }

    @AfterEach
    void stop() {
        centre.close();
        directory.close();
    }

    static LinkRequest request(int wait) {
        return new LinkRequest(
                1, "test", SITE, 0, 0, null, 0, JournalHead.EMPTY, List.of(), List.of(), wait);
    }

    Enrolled enrolledAt(String url) {
        var leaf = authority.client("ww-01", keys.signingPublicKey(), 365);
        return new Enrolled(
                SITE, url, authority.certificate(), List.of(leaf, authority.certificate()), ROOT);
    }
}
