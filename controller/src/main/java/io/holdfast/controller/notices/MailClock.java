package io.holdfast.controller.notices;

import io.holdfast.controller.access.People;
import io.holdfast.controller.scope.Acting;
import io.holdfast.controller.scope.Caller;
import io.holdfast.controller.scope.OrganizationId;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/** Wakes whoever mails. It decides nothing; several nodes may run it. */
@Component
class MailClock implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(MailClock.class);

    private static final Duration TICK = Duration.ofSeconds(30);

    private final Mails mails;
    private final MailServer server;
    private final People people;
    private volatile boolean running;
    private volatile Thread thread = Thread.currentThread();

    MailClock(Mails mails, MailServer server, People people) {
        this.mails = mails;
        this.server = server;
        this.people = people;
    }

    @Override
    public void start() {
        running = server.isSet();
        thread = Thread.ofVirtual().name("mails").start(this::loop);
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
                Thread.sleep(TICK);
                people.everyOrganization().forEach(this::look);
            } catch (InterruptedException e) {
                return;
            } catch (RuntimeException e) {
                LOG.error("mails could not be looked for; the clock goes on", e);
            }
        }
    }

    private void look(OrganizationId organization) {
        try {
            Acting.run(Caller.centre(organization, "mail"), mails::send);
        } catch (RuntimeException e) {
            LOG.error("mails of {} could not be sent", organization, e);
        }
    }
}
