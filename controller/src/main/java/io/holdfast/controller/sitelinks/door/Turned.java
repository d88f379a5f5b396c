package io.holdfast.controller.sitelinks.door;

import io.holdfast.controller.sitelinks.store.SiteStore;
import io.holdfast.sitelink.LinkAnswer;
import io.holdfast.sitelink.SiteIdentity;
import java.util.Optional;

/** The link says no to a request. It carries what the other end is told, and nothing else. */
final class Turned extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final int status;
    private final String code;
    private final int retryAfterSeconds;
    private final boolean recorded;

    Turned(int status, String code, String detail) {
        this(status, code, detail, 0, false);
    }

    private Turned(
            int status, String code, String detail, int retryAfterSeconds, boolean recorded) {
        super(detail, null, false, false);
        this.status = status;
        this.code = code;
        this.retryAfterSeconds = retryAfterSeconds;
        this.recorded = recorded;
    }

    /** A no that the audit log has already, with more than the other end is told. */
    static Turned recorded(int status, String code, String detail) {
        return new Turned(status, code, detail, 0, true);
    }

    /** For a node that was put out of service: its own page says so, and it stays away. */
    static Turned outOfService() {
        return recorded(403, LinkAnswer.OUT_OF_SERVICE, "This site node was put out of service.");
    }

    /** The site, for the node that serves it. */
    static SiteStore.Site unlessInService(Optional<SiteStore.Site> known, SiteIdentity node) {
        var site =
                known.filter(s -> s.incarnation() == node.incarnation())
                        .orElseThrow(() ->
                                new Turned(
                                        403, "FENCED", "Another site node serves this site now."));
        if (site.shutOut().isPresent()) {
            throw outOfService();
        }
        return site;
    }

    static Turned busy(int retryAfterSeconds) {
        return new Turned(
                503, "BUSY", "The centre is busy; come back later.", retryAfterSeconds, true);
    }

    int status() {
        return status;
    }

    String code() {
        return code;
    }

    String detail() {
        return String.valueOf(getMessage());
    }

    int retryAfterSeconds() {
        return retryAfterSeconds;
    }

    boolean recorded() {
        return recorded;
    }
}
