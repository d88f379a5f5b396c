package io.holdfast.controller.rollouts;

import io.holdfast.controller.access.People;
import io.holdfast.controller.scope.Acting;
import io.holdfast.controller.scope.Caller;
import io.holdfast.controller.scope.OrganizationId;
import io.holdfast.controller.sitelinks.SiteHeard;
import java.time.Duration;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * Wakes the reconciler: by a signal when a site was heard, and by a clock in case a signal was
 * lost. It carries ids and decides nothing; several nodes may run it, the row's lock orders them.
 */
@Component
class RolloutClock implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(RolloutClock.class);

    /** Short enough that a lost signal is not noticed, long enough to cost nothing. */
    private static final Duration TICK = Duration.ofSeconds(2);

    /** More signals than sites are repeats; a lost one is made good by the clock. */
    private static final int SIGNALS = 1000;

    private final Rollouts rollouts;
    private final People people;
    private final LinkedBlockingQueue<OrganizationId> signals = new LinkedBlockingQueue<>(SIGNALS);
    private volatile boolean running;
    private volatile Thread thread = Thread.currentThread();

    RolloutClock(Rollouts rollouts, People people) {
        this.rollouts = rollouts;
        this.people = people;
    }

    @EventListener
    void heard(SiteHeard heard) {
        signals.offer(heard.organization());
    }

    @Override
    public void start() {
        running = true;
        thread = Thread.ofVirtual().name("rollouts").start(this::loop);
    }

    @Override
    public void stop() {
        running = false;
        thread.interrupt();
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    private void loop() {
        while (running) {
            try {
                var signalled = signals.poll(TICK.toMillis(), TimeUnit.MILLISECONDS);
                if (signalled == null) {
                    people.everyOrganization().forEach(this::look);
                } else {
                    signals.removeIf(signalled::equals);
                    look(signalled);
                }
            } catch (InterruptedException e) {
                return;
            } catch (RuntimeException e) {
                LOG.error("rollouts could not be looked at; the clock goes on", e);
            }
        }
    }

    private void look(OrganizationId organization) {
        Acting.run(
                Caller.centre(organization, "rollouts"),
                () -> {
                    for (var id : rollouts.unsettled()) {
                        try {
                            if (rollouts.reconcile(id)) {
                                LOG.info("rollout {}: one step", id);
                            }
                        } catch (RuntimeException e) {
                            LOG.error("rollout {} could not be looked at", id, e);
                        }
                    }
                });
    }
}
