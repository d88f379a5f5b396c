package io.holdfast.controller.notices;

import io.holdfast.controller.notices.store.NoticeStore;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Where use cases tell what people may want to hear of. */
@Component
public class Notices {

    private static final int LONGEST_TITLE = 300;

    private final NoticeStore store;
    private final InstantSource clock;

    Notices(NoticeStore store, InstantSource clock) {
        this.store = store;
        this.clock = clock;
    }

    /**
     * Tells, in the transaction in which it happens.
     *
     * @param once what is told under the same word of a kind is told once only
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public void tell(
            NoticeKind kind, String subject, String title, String once, Map<String, String> data) {
        var named = title.substring(0, Math.min(LONGEST_TITLE, title.length()));
        store.add(kind, subject, named, once, data, clock.instant().truncatedTo(ChronoUnit.MICROS));
    }
}
