package io.holdfast.controller.auditstreams;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * Where the operator of this installation has the audit log handed to as it grows; by default
 * nowhere. Who may start the centre decides this: of the organisations named here entries leave the
 * centre, of all others hashes.
 *
 * @param organizations names or ids of those whose entries are handed over; may be empty where
 *     there is one. What was tried before an organisation was known is always handed over
 * @param lateAfter people are told once nothing was confirmed for so long
 */
@ConfigurationProperties("holdfast.audit-stream")
record StreamSettings(
        @DefaultValue({}) List<String> organizations,
        @DefaultValue("5m") Duration lateAfter,
        @DefaultValue File file,
        @DefaultValue Syslog syslog) {

    StreamSettings {
        organizations = List.copyOf(organizations);
        if (lateAfter.compareTo(Duration.ofSeconds(1)) < 0) {
            throw new IllegalArgumentException(
                    "holdfast.audit-stream.late-after is a second or more");
        }
    }

    /**
     * The append-only files.
     *
     * @param folder where they are written; none without it
     * @param largest a file that reached it ends with the next head; each ends with its day, too
     */
    record File(@Nullable Path folder, @DefaultValue("64MB") DataSize largest) {}

    /**
     * The syslog receiver.
     *
     * @param host its name, which its certificate has to have; none without it
     * @param bundle of {@code spring.ssl.bundle.pem} with the receiver's authority, and with the
     *     certificate and key by which this centre shows who it is
     * @param hostName what messages say as HOSTNAME; by default this machine's
     * @param enterprise number of the structured data (RFC 5424 section 7.2.2); the default is the
     *     one of documentation (RFC 5612), to be replaced by one's own
     * @param longest no message is longer; what does not fit is cut and named. Receivers take 2,048
     *     bytes, and should take 8,192 (RFC 5425 section 4.3.1)
     */
    record Syslog(
            @DefaultValue("") String host,
            @DefaultValue("6514") int port,
            @DefaultValue("") String bundle,
            @DefaultValue("") String hostName,
            @DefaultValue("32473") long enterprise,
            @DefaultValue("8KB") DataSize longest) {

        Syslog {
            if (!host.isEmpty() && bundle.isEmpty()) {
                throw new IllegalArgumentException(
                        "holdfast.audit-stream.syslog.bundle names the keys of the syslog receiver");
            }
            if (longest.toBytes() < 2_048 || longest.toBytes() > 1 << 20) {
                throw new IllegalArgumentException(
                        "holdfast.audit-stream.syslog.longest is 2 KB to 1 MB");
            }
            if (enterprise < 1 || enterprise > 4_294_967_295L) {
                throw new IllegalArgumentException(
                        "holdfast.audit-stream.syslog.enterprise is a private enterprise number");
            }
        }
    }
}
