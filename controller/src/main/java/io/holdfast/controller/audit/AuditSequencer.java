package io.holdfast.controller.audit;

import io.holdfast.controller.scope.Acting;
import io.holdfast.controller.scope.Caller;
import io.holdfast.controller.scope.OrganizationId;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The clock of the audit log: whatever was written in the last half second gets its number. */
@Component
class AuditSequencer implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(AuditSequencer.class);

    /** A batch is at most a second (rulings C3), its own time included. */
    private static final Duration PAUSE = Duration.ofMillis(500);

    private static final int BATCH = 1000;

    private final AuditLeaves leaves;
    private final AuditHeads heads;
    private final AuditTiles tiles;
    private final JdbcClient jdbc;
    private volatile boolean running;
    private volatile Thread thread = Thread.currentThread();

    AuditSequencer(AuditLeaves leaves, AuditHeads heads, AuditTiles tiles, JdbcClient jdbc) {
        this.leaves = leaves;
        this.heads = heads;
        this.tiles = tiles;
        this.jdbc = jdbc;
    }

    @Override
    public void start() {
        running = true;
        thread = Thread.ofVirtual().name("audit-sequencer").start(this::loop);
    }

    @Override
    public void stop() {
        running = false;
        thread.interrupt();
        try {
            thread.join(Duration.ofSeconds(5));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    private void loop() {
        while (running) {
            try {
                boolean more = round();
                attempt("no head of the audit log could be signed", heads::signWhenDue);
                attempt("the audit log's subtrees could not be written", tiles::grow);
                if (!more) {
                    Thread.sleep(PAUSE);
                }
            } catch (InterruptedException e) {
                return;
            } catch (RuntimeException e) {
                if (running) {
                    LOG.error("the organisations could not be read; it is tried again", e);
                    pause();
                }
            }
        }
    }

    private void attempt(String otherwise, Runnable work) {
        try {
            work.run();
        } catch (RuntimeException e) {
            if (running) {
                LOG.error("{}; it is tried again", otherwise, e);
            }
        }
    }

    /**
     * One batch of each organisation in turn, so that nobody waits behind what another wrote, nor
     * behind what of another cannot be numbered.
     *
     * @return whether one of them may have more
     */
    private boolean round() {
        boolean more = false;
        for (var organization : organizations()) {
            if (!running) {
                return false;
            }
            try {
                more |= number(organization) == BATCH;
            } catch (RuntimeException e) {
                if (running) {
                    LOG.error(
                            "{}: its audit log could not be numbered; it is tried again",
                            organization,
                            e);
                }
            }
        }
        return more;
    }

    private static void pause() {
        try {
            Thread.sleep(PAUSE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private int number(OrganizationId organization) {
        return Acting.as(
                Caller.centre(organization, "audit-sequencer"), () -> leaves.number(BATCH));
    }

    private List<OrganizationId> organizations() {
        return jdbc.sql("select organization_id from organization_directory")
                .query((row, _) -> new OrganizationId(row.getObject(1, UUID.class)))
                .list();
    }
}
