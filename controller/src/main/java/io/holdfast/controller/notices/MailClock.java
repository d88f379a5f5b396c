package io.holdfast.controller.notices;

import io.holdfast.controller.access.OrganizationClock;
import io.holdfast.controller.access.People;
import java.time.Duration;
import org.springframework.stereotype.Component;

/** Wakes whoever mails; without a mail server nobody does. */
@Component
class MailClock extends OrganizationClock {

    private static final Duration TICK = Duration.ofSeconds(30);

    private final Mails mails;
    private final MailServer server;

    MailClock(Mails mails, MailServer server, People people) {
        super("mail", TICK, people);
        this.mails = mails;
        this.server = server;
    }

    @Override
    public boolean isAutoStartup() {
        return server.isSet();
    }

    @Override
    protected void tick() {
        mails.send();
    }
}
