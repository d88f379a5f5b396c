package io.holdfast.controller.notices;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The mail server of an installation; without a host there is no mail at all.
 *
 * @param host name of the SMTP server
 * @param from whom mails come from
 * @param user to log in there; empty for none
 * @param passwordFile a private file with the password
 * @param tls STARTTLS, with the server's name checked; without it only on loopback
 */
@ConfigurationProperties("holdfast.mail")
record MailSettings(
        @DefaultValue("") String host,
        @DefaultValue("587") int port,
        @DefaultValue("") String from,
        @DefaultValue("") String user,
        @Nullable Path passwordFile,
        @DefaultValue("true") boolean tls) {

    private static final List<String> LOOPBACK = List.of("localhost", "127.0.0.1", "::1");

    MailSettings {
        if (!host.isEmpty() && from.isEmpty()) {
            throw new IllegalArgumentException("holdfast.mail.from says whom mails come from");
        }
        if (!host.isEmpty() && !tls && !LOOPBACK.contains(host)) {
            throw new IllegalArgumentException("mail without TLS goes to loopback only");
        }
    }
}
