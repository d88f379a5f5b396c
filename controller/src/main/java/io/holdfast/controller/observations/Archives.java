package io.holdfast.controller.observations;

import com.github.difflib.DiffUtils;
import com.github.difflib.UnifiedDiffUtils;
import io.holdfast.controller.access.Access;
import io.holdfast.controller.audit.AuditLog;
import io.holdfast.controller.observations.store.ArchiveStore;
import io.holdfast.controller.scope.Refused;
import io.holdfast.core.Bytes;
import io.holdfast.core.site.DeviceSlot;
import io.holdfast.core.site.SiteId;
import io.holdfast.sitelink.Digests;
import io.holdfast.sitelink.telemetry.ArchivedText;
import io.holdfast.sitelink.telemetry.Deflated;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * The whole configuration of every device, version by version, with its secrets masked before it
 * left the site. Reading one is recorded: it tells how a plant is built.
 */
@Component
public class Archives {

    /** No list of versions is longer. */
    public static final int LONGEST = 1_000;

    /** Lines around a difference. */
    private static final int CONTEXT = 3;

    /** Texts with more lines are not compared line by line. */
    private static final int MOST_LINES = 200_000;

    private final Access access;
    private final AuditLog audit;
    private final ArchiveStore archive;
    private final KnownSites sites;

    Archives(Access access, AuditLog audit, ArchiveStore archive, KnownSites sites) {
        this.access = access;
        this.audit = audit;
        this.archive = archive;
        this.sites = sites;
    }

    /**
     * A version of a device's configuration.
     *
     * @param digest SHA-256 of the masked text
     * @param form its language, as in netconf-xml
     * @param cause CHANGED or CLOCK
     * @param masked how many values were masked
     * @param textHere whether the text has arrived
     */
    public record VersionLine(
            Instant seenAt,
            String digest,
            String form,
            String cause,
            int masked,
            boolean textHere) {}

    /**
     * What differs between two versions.
     *
     * @param lines as a unified diff; empty if the texts are equal
     */
    public record Comparison(String from, String to, List<String> lines) {
        public Comparison {
            lines = List.copyOf(lines);
        }
    }

    /** The versions of a device, newest first. */
    @Transactional(readOnly = true)
    public List<VersionLine> versions(SiteId site, DeviceSlot slot) {
        access.requireRead();
        sites.require(site);
        return archive.versions(site, slot, LONGEST).stream()
                .map(v ->
                        new VersionLine(
                                v.seenAt(),
                                v.digest(),
                                v.form(),
                                v.cause(),
                                v.masked(),
                                archive.text(v.digest()).isPresent()))
                .toList();
    }

    /** The masked text of a version. */
    @Transactional
    public String text(SiteId site, DeviceSlot slot, String digest) {
        access.requireRead();
        var text = plain(site, slot, digest);
        audit.record("configuration.read", "device:" + site + "/" + slot, Map.of("digest", digest));
        return text;
    }

    /** What differs between two versions of one device. */
    @Transactional
    public Comparison compare(SiteId site, DeviceSlot slot, String from, String to) {
        access.requireRead();
        var before = plain(site, slot, from).lines().toList();
        var after = plain(site, slot, to).lines().toList();
        if (before.size() > MOST_LINES || after.size() > MOST_LINES) {
            throw Refused.conflict("TOO_LONG_TO_COMPARE", "The texts are too long to compare.");
        }
        audit.record(
                "configuration.compare",
                "device:" + site + "/" + slot,
                Map.of("from", from, "to", to));
        return new Comparison(
                from,
                to,
                UnifiedDiffUtils.generateUnifiedDiff(
                        from.substring(0, 12),
                        to.substring(0, 12),
                        before,
                        DiffUtils.diff(before, after),
                        CONTEXT));
    }

    private String plain(SiteId site, DeviceSlot slot, String digest) {
        if (!archive.had(site, slot, digest)) {
            throw Refused.notFound("configuration", site + "/" + slot + " " + digest);
        }
        return archive.text(digest)
                .flatMap(Archives::inflated)
                .orElseThrow(() ->
                        Refused.conflict(
                                "TEXT_NOT_HERE",
                                "The site has told of this version and not sent it yet."));
    }

    /** Why a text that a site sent cannot be kept. */
    static Optional<String> fault(ArchivedText text) {
        return inflated(text).isPresent()
                ? Optional.empty()
                : Optional.of("text " + text.digest() + " is not what its digest says");
    }

    /** The plain text; empty if it is not what its digest and length say. */
    private static Optional<String> inflated(ArchivedText text) {
        return Deflated.plain(text.compressed(), text.length())
                .filter(plain -> Digests.of(plain).equals(text.digest()))
                .map(Bytes::text);
    }
}
