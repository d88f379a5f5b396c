package io.holdfast.apps.simulation;

import io.holdfast.sitelink.Digests;
import io.holdfast.sitelink.SealedCode;
import io.holdfast.sitelink.site.ConsoleDeed;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.IntStream;

/** Those who stand before a site node with a sealed code, and go home without ending the hold. */
final class Technicians {

    private static final int CODES = 9;
    private static final Duration SHORTEST = Duration.ofMinutes(20);
    private static final Duration LONGEST = Duration.ofDays(3);

    /** Nobody begins so late that a hold could be open when everything has to be at rest. */
    private static final Duration HOME = LONGEST.plusDays(1);

    private final World world;
    private final Random random;

    /** Chance of their own: what else happens in a seed does not depend on how often they come. */
    Technicians(World world, long seed) {
        this.world = world;
        this.random = new Random(seed * 31 + 17);
    }

    /** The codes of a site, as its node keeps them. */
    static List<SealedCode> codes() {
        return IntStream.rangeClosed(1, CODES)
                .mapToObj(n -> new SealedCode(1, n, "00".repeat(16), 100_000, verifier(n)))
                .toList();
    }

    private static String verifier(int number) {
        return String.format(Locale.ROOT, "%0128d", number);
    }

    void begin(List<SimSite> sites) {
        for (var site : sites) {
            world.after(hours(24, 240), () -> comes(site, 1));
        }
    }

    private void comes(SimSite site, int code) {
        if (code > CODES || world.now().isAfter(World.FAULTS_END.minus(HOME))) {
            return;
        }
        var lease = SHORTEST.plusSeconds(random.nextInt((int) LONGEST.minus(SHORTEST).toSeconds()));
        var session = Digests.of(site.identity + " " + code);
        site.atConsole(
                new ConsoleDeed.Enter(
                        code, verifier(code), "a technician", "the pumps stand", lease, session));
        if (random.nextInt(3) == 0) {
            var goes = lease.dividedBy(1 + random.nextInt(4));
            world.after(goes, () -> site.atConsole(new ConsoleDeed.EndHold(session)));
        }
        world.after(hours(12, 400), () -> comes(site, code + 1));
    }

    private Duration hours(int least, int most) {
        return Duration.ofHours(least + random.nextInt(most - least));
    }
}
