package io.holdfast.controller.auditstreams;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Debian's rsyslog with TLS by OpenSSL, which wants to see a certificate; or by GnuTLS. */
public final class Rsyslog implements AutoCloseable {

    private final Path folder;
    private final int port;
    private final String driver;
    private @Nullable Process process;

    /** One that writes into a folder in which {@link StreamKeys} made server.pem. */
    public Rsyslog(Path folder, int port, String driver) {
        this.folder = folder;
        this.port = port;
        this.driver = driver;
    }

    /** Whether it is installed with this driver. */
    public static boolean isThere(String driver) {
        return Files.isExecutable(Path.of("/usr/sbin/rsyslogd"))
                && java.util.stream.Stream.of("x86_64", "aarch64")
                        .anyMatch(m ->
                                Files.exists(
                                        Path.of(
                                                "/usr/lib/"
                                                        + m
                                                        + "-linux-gnu/rsyslog/lmnsd_"
                                                        + driver
                                                        + ".so")));
    }

    /** What it wrote, a message a line. */
    public Path written() {
        return folder.resolve("received");
    }

    public void start() throws IOException {
        var config =
                """
                global(workDirectory="%1$s" maxMessageSize="64k" DefaultNetstreamDriver="%3$s"
                  DefaultNetstreamDriverCAFile="%1$s/ca.pem"
                  DefaultNetstreamDriverCertFile="%1$s/server.pem"
                  DefaultNetstreamDriverKeyFile="%1$s/server.key")
                module(load="imtcp" StreamDriver.Name="%3$s" StreamDriver.Mode="1"
                  StreamDriver.AuthMode="x509/certvalid")
                template(name="raw" type="string" string="%%rawmsg%%\\n")
                input(type="imtcp" port="%2$d" address="127.0.0.1")
                action(type="omfile" file="%1$s/received" template="raw")
                """
                        .formatted(folder, port, driver);
        Files.writeString(folder.resolve("rsyslog.conf"), config);
        process =
                new ProcessBuilder(
                                "/usr/sbin/rsyslogd",
                                "-n",
                                "-f",
                                folder.resolve("rsyslog.conf").toString(),
                                "-i",
                                folder.resolve("rsyslog.pid").toString())
                        .redirectErrorStream(true)
                        .redirectOutput(folder.resolve("rsyslog.log").toFile())
                        .start();
    }

    /** As {@code kill -9} does. */
    public void kill() {
        end(true);
    }

    /** As an administrator stops it. */
    public void stop() {
        end(false);
    }

    private void end(boolean hard) {
        var running = process;
        process = null;
        if (running == null) {
            return;
        }
        try {
            if (hard) {
                running.destroyForcibly();
            } else {
                running.destroy();
            }
            if (!running.waitFor(Duration.ofSeconds(20).toSeconds(), TimeUnit.SECONDS)) {
                running.destroyForcibly();
            }
            Files.deleteIfExists(folder.resolve("rsyslog.pid"));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        kill();
    }
}
