package io.holdfast.controller.database;

import java.security.SecureRandom;
import java.time.Instant;
import java.util.UUID;

/** Ids are made here, in time order (UUID version 7, RFC 9562 section 5.7). */
public final class Ids {

    private static final SecureRandom RANDOM = new SecureRandom();

    private Ids() {}

    public static UUID next(Instant now) {
        long random = RANDOM.nextLong();
        long high = (now.toEpochMilli() << 16) | 0x7000 | (RANDOM.nextInt() & 0xFFF);
        long low = (random & 0x3FFF_FFFF_FFFF_FFFFL) | 0x8000_0000_0000_0000L;
        return new UUID(high, low);
    }
}
