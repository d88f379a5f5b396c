package io.holdfast.controller.reminders;

import io.holdfast.controller.access.OrganizationClock;
import io.holdfast.controller.access.People;
import java.time.Duration;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/** Wakes whoever looks for what time brings. */
@Component
class ReminderClock extends OrganizationClock {

    private final Reminders reminders;

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
        super("reminders", every, people);
        this.reminders = reminders;
    }

    @Override
    protected void tick() {
        reminders.look();
    }
}
