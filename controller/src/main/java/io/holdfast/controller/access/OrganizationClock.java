package io.holdfast.controller.access;

import io.holdfast.controller.scope.Acting;
import io.holdfast.controller.scope.Caller;
import io.holdfast.controller.scope.OrganizationId;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Wakes something for each organisation, again and again, on a thread of its own. It decides
 * nothing and several nodes may run it. What fails for one organisation keeps no other from its
 * turn, and is tried again at the next.
 */
public abstract class OrganizationClock implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(OrganizationClock.class);

    private final String name;
    private final Duration every;
    private final People people;
    private volatile boolean running;
    private volatile Thread thread = Thread.currentThread();

    /**
     * A clock that stands still until it is started.
     *
     * @param name of the thread, and of the centre where it acts
     * @param every the first time after as long as well
     */
    protected OrganizationClock(String name, Duration every, People people) {
        this.name = name;
        this.every = every;
        this.people = people;
    }

    /** Does what is due, as the centre in one organisation. */
    protected abstract void tick();

    @Override
    public final void start() {
        running = true;
        thread = Thread.ofVirtual().name(name).start(this::loop);
    }

    @Override
    public final void stop() {
        running = false;
        thread.interrupt();
    }

    @Override
    public final boolean isRunning() {
        return running;
    }

    private void loop() {
        while (running) {
            try {
                Thread.sleep(every);
                people.everyOrganization().forEach(this::tick);
            } catch (InterruptedException e) {
                return;
            } catch (RuntimeException e) {
                LOG.error("{}: nobody could be looked after; the clock goes on", name, e);
            }
        }
    }

    private void tick(OrganizationId organization) {
        try {
            Acting.run(Caller.centre(organization, name), this::tick);
        } catch (RuntimeException e) {
            LOG.error("{}: {} could not be looked after", name, organization, e);
        }
    }
}
