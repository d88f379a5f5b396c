package io.holdfast.controller.sitelinks.door;

import io.holdfast.controller.notices.NoticeKind;
import io.holdfast.controller.notices.Notices;
import io.holdfast.controller.scope.Acting;
import io.holdfast.controller.scope.Caller;
import io.holdfast.controller.scope.OrganizationId;
import io.holdfast.core.Bytes;
import io.holdfast.sitelink.LinkAnswer;
import io.holdfast.sitelink.SiteIdentity;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Site nodes that were put out of service and speak nevertheless. Somebody has the box and its key:
 * each is recorded, and people hear of it once a day.
 */
@Component
class ShutOutNodes {

    private static final Logger LOG = LoggerFactory.getLogger(ShutOutNodes.class);

    private final Refusals refusals;
    private final Notices notices;
    private final InstantSource clock;
    private final TransactionTemplate transaction;

    ShutOutNodes(
            Refusals refusals,
            Notices notices,
            InstantSource clock,
            PlatformTransactionManager transactions) {
        this.refusals = refusals;
        this.notices = notices;
        this.clock = clock;
        this.transaction = new TransactionTemplate(transactions);
    }

    void spoke(OrganizationId organization, SiteIdentity node, Bytes fingerprint) {
        boolean isNew =
                refusals.of(
                        organization,
                        node.toString(),
                        "link.contact",
                        LinkAnswer.OUT_OF_SERVICE,
                        "A site node spoke that was put out of service.",
                        fingerprint.hex());
        if (!isNew) {
            return;
        }
        try {
            Acting.run(
                    Caller.centre(organization, "link"),
                    () -> transaction.executeWithoutResult(_ -> tell(node)));
        } catch (RuntimeException e) {
            LOG.error("{}: that it spoke could not be told", node, e);
        }
    }

    private void tell(SiteIdentity node) {
        var today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
        notices.tell(
                NoticeKind.SHUT_OUT_NODE_SPOKE,
                "site:" + node.site(),
                node.site().value(),
                node.site() + "/" + node.incarnation() + " " + today,
                Map.of(
                        "site",
                        node.site().value(),
                        "incarnation",
                        Integer.toString(node.incarnation()),
                        "from",
                        Acting.door()));
    }
}
