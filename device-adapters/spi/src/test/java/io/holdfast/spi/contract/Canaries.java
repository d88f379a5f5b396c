package io.holdfast.spi.contract;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.AppenderBase;
import ch.qos.logback.core.filter.Filter;
import ch.qos.logback.core.spi.FilterReply;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import org.slf4j.LoggerFactory;

/**
 * Secrets of one test, made at run time, and everything that listens whether one is seen where none
 * may be. All share a random mark of twelve characters, so that one search finds any of them: as it
 * is, in base64 at each of its three offsets, in hex, and in hex of base64.
 */
public final class Canaries implements AutoCloseable {

    private static final String LETTERS =
            "ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz23456789";

    /**
     * What logs the bytes of a connection, by purpose, and test code. Whoever turns one of these to
     * DEBUG or TRACE reads the wire; they are no way by which Holdfast logs.
     */
    private static final List<String> WIRES =
            List.of(
                    "org.apache.coyote",
                    "org.apache.tomcat",
                    "org.apache.catalina",
                    "org.postgresql",
                    "com.atlassian",
                    "jdk.");

    /**
     * What writes a request, or what is asked of the database, down whole at DEBUG or TRACE. Where
     * people put a secret into a field that is for something else, these tell it as they tell that
     * field.
     */
    private static final List<String> REQUESTS =
            List.of(
                    "org.springframework.jdbc.core.StatementCreatorUtils",
                    "org.springframework.web.method",
                    "org.springframework.web.servlet.mvc.method",
                    "org.hibernate.validator");

    private final SecureRandom random = new SecureRandom();
    private final String mark = letters(12);
    private final List<String> forms = forms(mark, mark.toLowerCase(Locale.ROOT));
    private final AtomicInteger made = new AtomicInteger();
    private final Map<String, String> seen = new ConcurrentSkipListMap<>();
    private final Logger root =
            ((LoggerContext) LoggerFactory.getILoggerFactory()).getLogger(Logger.ROOT_LOGGER_NAME);
    private final Map<String, Level> levels = new TreeMap<>();
    private final AppenderBase<ILoggingEvent> ear =
            new AppenderBase<>() {
                @Override
                protected void append(ILoggingEvent event) {
                    boolean printed =
                            wrongFields
                                    && !event.getLevel().isGreaterOrEqual(Level.INFO)
                                    && isOf(REQUESTS, event.getLoggerName());
                    if (!printed && !isOf(WIRES, event.getLoggerName())) {
                        look(
                                "log " + event.getLoggerName(),
                                event.getThrowableProxy() == null
                                        ? event.getFormattedMessage()
                                        : event.getFormattedMessage()
                                                + ThrowableProxyUtil.asString(
                                                        event.getThrowableProxy()));
                    }
                }
            };

    private volatile boolean wrongFields;

    private static boolean isOf(List<String> loggers, String name) {
        return loggers.stream().anyMatch(name::startsWith);
    }

    /** From now on secrets stand where they do not belong. */
    public void inWrongFields() {
        wrongFields = true;
    }

    /** Begins to listen to every logger at its finest. */
    public Canaries() {
        for (var logger : root.getLoggerContext().getLoggerList()) {
            if (logger.getLevel() != null) {
                levels.put(logger.getName(), logger.getLevel());
                boolean wire = isOf(WIRES, logger.getName());
                logger.setLevel(wire ? Level.INFO : Level.TRACE);
            }
        }
        WIRES.forEach(w -> root.getLoggerContext().getLogger(w).setLevel(Level.INFO));
        root.iteratorForAppenders().forEachRemaining(Canaries::onlyInfo);
        ear.setContext(root.getLoggerContext());
        ear.start();
        root.addAppender(ear);
    }

    /** What the test prints stays readable. */
    private static void onlyInfo(Appender<ILoggingEvent> appender) {
        appender.addFilter(
                new Filter<>() {
                    @Override
                    public FilterReply decide(ILoggingEvent event) {
                        return event.getLevel().isGreaterOrEqual(Level.INFO)
                                ? FilterReply.NEUTRAL
                                : FilterReply.DENY;
                    }
                });
    }

    private String letters(int count) {
        var text = new StringBuilder();
        for (int i = 0; i < count; i++) {
            text.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
        }
        return text.toString();
    }

    private static List<String> forms(String... marks) {
        var forms = new ArrayList<String>();
        for (var mark : marks) {
            forms.addAll(formsOf(mark));
        }
        return forms;
    }

    private static List<String> formsOf(String mark) {
        var plain = mark.getBytes(StandardCharsets.US_ASCII);
        var texts = new ArrayList<String>();
        texts.add(mark);
        for (int offset = 0; offset < 3; offset++) {
            var shifted = new byte[offset + plain.length];
            System.arraycopy(plain, 0, shifted, offset, plain.length);
            var encoded = Base64.getEncoder().withoutPadding().encodeToString(shifted);
            // Without the letters that depend on what stands before and after.
            texts.add(encoded.substring(offset == 0 ? 0 : offset + 1, encoded.length() - 2));
        }
        var forms = new ArrayList<String>();
        for (var text : texts) {
            forms.add(text);
            var hex = HexFormat.of().formatHex(text.getBytes(StandardCharsets.US_ASCII));
            forms.add(hex);
            forms.add(hex.toUpperCase(Locale.ROOT));
        }
        return forms;
    }

    /** The next secret, of 24 letters. */
    public String next() {
        made.incrementAndGet();
        return mark + letters(12);
    }

    /** The same without capitals, as a name could be. */
    public String nextLowerCase() {
        return next().toLowerCase(Locale.ROOT);
    }

    public int made() {
        return made.get();
    }

    /** Looks for secrets in a text; what is found is told by {@link #areNowhere}. */
    public void look(String where, String text) {
        for (var form : forms) {
            int at = text.indexOf(form);
            if (at >= 0) {
                var around = text.substring(Math.max(0, at - 80), Math.min(text.length(), at + 40));
                seen.putIfAbsent(where, around.replaceAll("\\p{Cntrl}", "."));
            }
        }
    }

    public void look(String where, byte[] bytes) {
        look(where, new String(bytes, StandardCharsets.ISO_8859_1));
    }

    /** Looks through every file of a folder but those that the test itself wrote. */
    public void lookInFiles(Path folder, Predicate<Path> own) {
        try (var files = Files.walk(folder)) {
            for (var file : files.filter(Files::isRegularFile).filter(own.negate()).toList()) {
                try {
                    look("file " + folder.relativize(file), Files.readAllBytes(file));
                } catch (NoSuchFileException _) {
                    // A database lets go of files while it runs.
                }
            }
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Claims that none was seen anywhere, and says where if one was. */
    public void areNowhere() {
        assertThat(seen).as("places where a secret is").isEmpty();
    }

    @Override
    public void close() {
        root.detachAppender(ear);
        ear.stop();
        root.iteratorForAppenders().forEachRemaining(a -> a.clearAllFilters());
        levels.forEach((name, level) -> root.getLoggerContext().getLogger(name).setLevel(level));
    }
}
