package io.holdfast.sitelink;

import io.holdfast.core.Bytes;
import java.time.Instant;
import java.util.List;

/** The records of enrolment (rulings S4). */
public final class Enrolment {

    private Enrolment() {}

    /**
     * The file or token a person carries to the site.
     *
     * @param linkUrl where the centre's link listens, https
     * @param linkCaDigest hex SHA-256 of the link CA certificate (DER)
     * @param trustRootDigest hex SHA-256 of the {@link TrustRoot} bytes
     * @param secret 256 bits, base64url; valid 24 h and for one key
     */
    public record Token(
            String linkUrl,
            String linkCaDigest,
            String trustRootDigest,
            SiteIdentity identity,
            String secret,
            Instant validUntil) {
        @Override
        public String toString() {
            return "Token[" + identity + "]";
        }
    }

    /**
     * What the site asks.
     *
     * @param signingKey its public key, X.509 SubjectPublicKeyInfo
     * @param encryptionKey public key secrets are sealed to
     * @param possession signature by the signing key over {@link #possessionBytes}
     */
    public record Request(
            SiteIdentity identity,
            String secret,
            Bytes signingKey,
            Bytes encryptionKey,
            Bytes possession) {
        @Override
        public String toString() {
            return "Request[" + identity + "]";
        }
    }

    /** What the centre answers; the same for the same key, however often asked. */
    public record Answer(List<Bytes> certificateChain, Bytes trustRoot) {}

    /**
     * The keys a site believes: which release and which delivery keys, and thresholds by risk
     * class.
     */
    public record TrustRoot(
            int schema,
            String organization,
            List<Bytes> releaseKeys,
            List<Bytes> deliveryKeys,
            List<Integer> releaseThresholds) {}

    /** The bytes a site signs to show that it holds its key. */
    public static Bytes possessionBytes(
            SiteIdentity identity, Bytes signingKey, Bytes encryptionKey) {
        return Bytes.utf8(
                "holdfast-enrolment-v1\n"
                        + identity.organization()
                        + "\n"
                        + identity.site()
                        + "\n"
                        + identity.incarnation()
                        + "\n"
                        + signingKey.hex()
                        + "\n"
                        + encryptionKey.hex()
                        + "\n");
    }
}
