package io.holdfast.controller.access;

import io.holdfast.controller.scope.OrganizationId;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import java.util.UUID;

/**
 * A token as a program sends it: a mark by which people and scanners know it, which organisation's
 * and which token it claims to be, and 256 random bits that prove it.
 */
record ApiTokenText(OrganizationId organization, UUID id, String text, String digest) {

    static final String MARK = "hft_";

    private static final int CLAIM = 32;
    private static final int SECRET = 32;
    private static final SecureRandom RANDOM = new SecureRandom();

    static ApiTokenText random(OrganizationId organization, UUID id) {
        var secret = new byte[SECRET];
        RANDOM.nextBytes(secret);
        var organizationId = organization.value();
        var bytes =
                ByteBuffer.allocate(CLAIM + SECRET)
                        .putLong(organizationId.getMostSignificantBits())
                        .putLong(organizationId.getLeastSignificantBits())
                        .putLong(id.getMostSignificantBits())
                        .putLong(id.getLeastSignificantBits())
                        .put(secret)
                        .array();
        var text = MARK + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        return new ApiTokenText(organization, id, text, digest(secret));
    }

    /** What it claims; nothing if it has not the form. */
    static Optional<ApiTokenText> read(String text) {
        try {
            var bytes = Base64.getUrlDecoder().decode(text.substring(MARK.length()));
            if (!text.startsWith(MARK) || bytes.length != CLAIM + SECRET) {
                return Optional.empty();
            }
            var claim = ByteBuffer.wrap(bytes);
            var organization = new OrganizationId(new UUID(claim.getLong(), claim.getLong()));
            var id = new UUID(claim.getLong(), claim.getLong());
            var secret = Arrays.copyOfRange(bytes, CLAIM, CLAIM + SECRET);
            return Optional.of(new ApiTokenText(organization, id, text, digest(secret)));
        } catch (IllegalArgumentException | StringIndexOutOfBoundsException e) {
            return Optional.empty();
        }
    }

    private static String digest(byte[] secret) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(secret));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("SHA-256 is missing", e);
        }
    }

    @Override
    public String toString() {
        return "ApiTokenText[" + id + "]";
    }
}
