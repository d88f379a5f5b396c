package io.holdfast.controller.notices;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Optional;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.mail.MailException;
import org.springframework.mail.SimpleMailMessage;
import org.springframework.mail.javamail.JavaMailSenderImpl;
import org.springframework.stereotype.Component;

/** The way to the mail server, if one is set. */
@Component
@EnableConfigurationProperties(MailSettings.class)
class MailServer {

    /** A server that does not answer for so long does not answer. */
    private static final String TIMEOUT_MILLIS = "10000";

    private final Optional<JavaMailSenderImpl> sender;
    private final String from;

    MailServer(MailSettings settings) {
        this.from = settings.from();
        this.sender = settings.host().isEmpty() ? Optional.empty() : Optional.of(sender(settings));
    }

    private static JavaMailSenderImpl sender(MailSettings settings) {
        var sender = new JavaMailSenderImpl();
        sender.setHost(settings.host());
        sender.setPort(settings.port());
        sender.setDefaultEncoding(StandardCharsets.UTF_8.name());
        var properties = sender.getJavaMailProperties();
        properties.put("mail.smtp.starttls.enable", String.valueOf(settings.tls()));
        properties.put("mail.smtp.starttls.required", String.valueOf(settings.tls()));
        properties.put("mail.smtp.ssl.checkserveridentity", "true");
        properties.put("mail.smtp.connectiontimeout", TIMEOUT_MILLIS);
        properties.put("mail.smtp.timeout", TIMEOUT_MILLIS);
        properties.put("mail.smtp.writetimeout", TIMEOUT_MILLIS);
        var file = settings.passwordFile();
        if (!settings.user().isEmpty() && file != null) {
            properties.put("mail.smtp.auth", "true");
            sender.setUsername(settings.user());
            try {
                sender.setPassword(Files.readString(file).strip());
            } catch (IOException e) {
                throw new UncheckedIOException("the password of the mail server", e);
            }
        }
        return sender;
    }

    boolean isSet() {
        return sender.isPresent();
    }

    /**
     * Sends one mail.
     *
     * @throws MailException if the server did not take it
     */
    void send(String to, String subject, String text) {
        var mail = new SimpleMailMessage();
        mail.setFrom(from);
        mail.setTo(to);
        mail.setSubject(subject);
        mail.setText(text);
        sender.orElseThrow().send(mail);
    }
}
