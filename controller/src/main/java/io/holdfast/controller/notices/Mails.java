package io.holdfast.controller.notices;

import io.holdfast.controller.notices.store.NoticeStore;
import io.holdfast.controller.notices.store.SettingStore;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.mail.MailException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Mails what was told to those who want to hear of it: everything new in one mail, and the next no
 * sooner than ten minutes later. What the server did not take is in the next one.
 */
@Component
public class Mails {

    private static final Logger LOG = LoggerFactory.getLogger(Mails.class);

    /** At most six mails an hour, whatever happens. */
    static final Duration APART = Duration.ofMinutes(10);

    /** As many events as one mail counts. */
    private static final int MOST = 200;

    private final NoticeStore notices;
    private final SettingStore settings;
    private final MailServer server;
    private final String url;
    private final InstantSource clock;
    private final TransactionTemplate transaction;

    Mails(
            NoticeStore notices,
            SettingStore settings,
            MailServer server,
            @Value("${holdfast.url:}") String url,
            InstantSource clock,
            PlatformTransactionManager transactions) {
        this.notices = notices;
        this.settings = settings;
        this.server = server;
        this.url = url;
        this.clock = clock;
        this.transaction = new TransactionTemplate(transactions);
    }

    /** One mail to each whose turn it is in the acting organisation; none without a server. */
    public void send() {
        if (!server.isSet()) {
            return;
        }
        var now = clock.instant();
        var due = Objects.requireNonNull(transaction.execute(_ -> settings.due(now, APART)));
        for (var one : due) {
            if (!mail(one)) {
                return;
            }
        }
    }

    /** False if the server does not answer at all: then nobody else waits for it this time. */
    private boolean mail(SettingStore.Due due) {
        var kinds = List.copyOf(due.wishes().kinds());
        var told =
                Objects.requireNonNull(
                        transaction.execute(_ -> notices.after(due.told(), MOST, kinds)));
        if (told.isEmpty()) {
            return true;
        }
        var mail = MailText.of(due.wishes().language(), told, url);
        try {
            server.send(due.wishes().address(), mail.subject(), mail.text());
        } catch (MailException e) {
            LOG.warn("the mail server did not take a mail: {}", e.getClass().getSimpleName());
            return e.getCause() == null;
        }
        transaction.executeWithoutResult(_ -> settings.told(due.whose(), told.getLast().cursor()));
        return true;
    }
}
