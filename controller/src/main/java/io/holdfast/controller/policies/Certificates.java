package io.holdfast.controller.policies;

import io.holdfast.controller.access.Access;
import io.holdfast.controller.scope.Refused;
import io.holdfast.core.site.SiteId;
import io.holdfast.core.verify.ProofFile;
import io.holdfast.sitelink.WireJson;
import org.springframework.stereotype.Service;

/** The proof of a site, to read and to take away. */
@Service
public class Certificates {

    private final Access access;
    private final PolicyBook book;
    private final Judgements judgements;

    Certificates(Access access, PolicyBook book, Judgements judgements) {
        this.access = access;
        this.book = book;
        this.judgements = judgements;
    }

    /** The certificate of a site, proved now from what is in force. */
    public SiteCertificate of(SiteId site) {
        access.requireRead();
        var policy = book.read();
        var plan = policy.plan(site).orElseThrow(() -> Refused.notFound("site", site.value()));
        var judged = judgements.of(policy, plan);
        return new SiteCertificate(
                site.value(),
                policy.revision(),
                judged.proof(),
                WireJson.text(ProofFile.of(judged.site(), judged.proof().certificate())));
    }
}
