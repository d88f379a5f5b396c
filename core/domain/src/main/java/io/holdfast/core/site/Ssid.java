package io.holdfast.core.site;

import io.holdfast.core.Names;
import java.nio.charset.StandardCharsets;

/** A wireless network that leads into a zone (IEEE 802.11), on every access point of the site. */
public record Ssid(String name, Admission admission) {

    public Ssid {
        Names.text("the name of a wireless network", name, 32);
        if (name.getBytes(StandardCharsets.UTF_8).length > 32) {
            throw new IllegalArgumentException("an SSID has at most 32 bytes");
        }
    }

    /** Who is let in. */
    public sealed interface Admission {

        /** Everybody, unencrypted; for guests only. */
        record Open() implements Admission {}

        /** Who knows the passphrase: the name of a secret, never the secret (rulings D7). */
        record Passphrase(String secret) implements Admission {
            public Passphrase {
                Names.text("the name of a secret", secret, 63);
            }
        }

        /** Who logs in at a group of RADIUS servers (IEEE 802.1X). */
        record Logins(String servers) implements Admission {
            public Logins {
                Names.text("the name of a group of servers", servers, 63);
            }
        }
    }
}
