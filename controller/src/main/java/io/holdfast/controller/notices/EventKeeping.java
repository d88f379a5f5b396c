package io.holdfast.controller.notices;

import io.holdfast.controller.access.OrganizationClock;
import io.holdfast.controller.access.People;
import io.holdfast.controller.notices.store.NoticeStore;
import java.time.Duration;
import java.time.InstantSource;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Takes events away once they are old: what was done stands in the audit log, for ever. */
@Component
class EventKeeping extends OrganizationClock {

    private static final Duration EVERY = Duration.ofHours(1);

    /** Longer than a year, so that a yearly task is not told twice. */
    static final Duration KEPT = Duration.ofDays(400);

    private final NoticeStore store;
    private final InstantSource clock;
    private final TransactionTemplate transaction;

    EventKeeping(
            People people,
            NoticeStore store,
            InstantSource clock,
            PlatformTransactionManager transactions) {
        super("events", EVERY, people);
        this.store = store;
        this.clock = clock;
        this.transaction = new TransactionTemplate(transactions);
    }

    @Override
    protected void tick() {
        transaction.executeWithoutResult(_ -> store.forgetBefore(clock.instant().minus(KEPT)));
    }
}
