package io.holdfast.controller.reminders;

import io.holdfast.controller.access.People;
import io.holdfast.controller.scope.Acting;
import io.holdfast.controller.scope.Caller;
import io.holdfast.controller.scope.OrganizationId;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/** Wakes whoever looks for what time brings. It decides nothing; several nodes may run it. */
@Component
class ReminderClock implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(ReminderClock.class);

    private final Reminders reminders;
    private final People people;
    private final Duration every;
    private volatile boolean running;
    private volatile Thread thread = Thread.currentThread();

    /**
     * A clock.
     *
     * @param every a minute late is not late for what is due by the day; drift is seen on its page
     *     at once
     */
    ReminderClock(
            Reminders reminders,
            People people,
            @Value("${holdfast.reminders.every:PT1M}") Duration every) {
        this.reminders = reminders;
        this.every = every;
        this.people = people;
    }

    @Override
    public void start() {
        running = true;
        thread = Thread.ofVirtual().name("reminders").start(this::loop);
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
                Thread.sleep(every);
                people.everyOrganization().forEach(this::look);
            } catch (InterruptedException e) {
                return;
            } catch (RuntimeException e) {
                LOG.error("reminders could not be looked for; the clock goes on", e);
            }
        }
    }

    private void look(OrganizationId organization) {
        try {
            Acting.run(Caller.centre(organization, "reminders"), reminders::look);
        } catch (RuntimeException e) {
            LOG.error("reminders of {} could not be looked for", organization, e);
        }
    }
}
