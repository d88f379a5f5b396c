package io.holdfast.controller.auditstreams;

import io.holdfast.controller.audit.AuditFeed;
import io.holdfast.controller.audit.AuditStreams;
import io.holdfast.controller.audit.AuditStreams.Kind;
import io.holdfast.controller.audit.AuditStreams.Stream;
import io.holdfast.controller.scope.OrganizationId;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/** Runs the streams that are set, each on a thread of its own. */
@Component
@EnableConfigurationProperties(StreamSettings.class)
class StreamThreads implements SmartLifecycle {

    /** As many characters has a place in the database. */
    private static final int LONGEST_PLACE = 500;

    private final StreamSettings settings;
    private final StreamedOrganizations organizations;
    private final AuditFeed feed;
    private final AuditStreams streams;
    private final StreamNotices notices;
    private final SslBundles bundles;
    private final InstantSource clock;
    private final List<Thread> threads = new ArrayList<>();

    StreamThreads(
            StreamSettings settings,
            StreamedOrganizations organizations,
            AuditFeed feed,
            AuditStreams streams,
            StreamNotices notices,
            SslBundles bundles,
            InstantSource clock) {
        this.settings = settings;
        this.organizations = organizations;
        this.feed = feed;
        this.streams = streams;
        this.notices = notices;
        this.bundles = bundles;
        this.clock = clock;
        if (!settings.syslog().host().isEmpty()) {
            showsWhoItIs();
        }
    }

    /** The receiver is to know who speaks to it. */
    private void showsWhoItIs() {
        var name = settings.syslog().bundle();
        var stores = bundles.getBundle(name).getStores();
        if (stores.getKeyStore() == null || stores.getTrustStore() == null) {
            throw new IllegalStateException(
                    "the bundle "
                            + name
                            + " has no certificate and key of this centre, or no authority of the"
                            + " syslog receiver");
        }
    }

    @Override
    public void start() {
        var set = new ArrayList<Stream>();
        var folder = settings.file().folder();
        if (folder != null) {
            var place = folder.toAbsolutePath().normalize().toString();
            if (place.length() > LONGEST_PLACE) {
                throw new IllegalStateException(
                        "holdfast.audit-stream.file.folder is longer than " + LONGEST_PLACE);
            }
            set.add(new Stream(Kind.FILE, place));
        }
        var syslog = settings.syslog();
        if (!syslog.host().isEmpty()) {
            set.add(new Stream(Kind.SYSLOG, syslog.host() + ":" + syslog.port()));
        }
        streams.set(set, settings.lateAfter());
        for (var stream : set) {
            var runner =
                    new StreamRunner(
                            stream,
                            feed,
                            streams,
                            organizations::all,
                            whose -> sink(stream, whose));
            // A disk and a name server hold whoever asks them; on threads of their own they hold no
            // other, and a centre that stops does not wait for them.
            threads.add(
                    Thread.ofPlatform()
                            .daemon()
                            .name("audit-stream-" + stream.kind())
                            .start(runner::run));
        }
    }

    private Sink sink(Stream stream, List<OrganizationId> whose) {
        return switch (stream.kind()) {
            case FILE ->
                    new FileSink(
                            Path.of(stream.place()),
                            settings.file().largest().toBytes(),
                            feed,
                            whose,
                            clock,
                            why -> notices.begunAnew(whose.getFirst(), stream, why));
            case SYSLOG -> syslog(settings.syslog());
        };
    }

    private Sink syslog(StreamSettings.Syslog set) {
        var messages =
                new SyslogMessages(
                        set.hostName().isEmpty() ? thisMachine() : set.hostName(),
                        set.enterprise(),
                        feed.origin(),
                        (int) set.longest().toBytes());
        return new SyslogSink(
                set.host(),
                set.port(),
                () -> bundles.getBundle(set.bundle()).createSslContext(),
                messages,
                clock);
    }

    private static String thisMachine() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return Objects.requireNonNullElse(System.getenv("HOSTNAME"), "");
        }
    }

    @Override
    public void stop() {
        threads.forEach(Thread::interrupt);
        try {
            for (var thread : threads) {
                thread.join(Duration.ofSeconds(5));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        threads.clear();
    }

    @Override
    public boolean isRunning() {
        return !threads.isEmpty();
    }
}
