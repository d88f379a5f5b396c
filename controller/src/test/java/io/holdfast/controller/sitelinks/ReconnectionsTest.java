package io.holdfast.controller.sitelinks;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.plant.TestSite;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * B-16: sites that come back again and again leave nothing behind. Each time is a new connection
 * with a new handshake; {@code -Dholdfast.reconnections} says how many (150; 1,000 for the soak).
 */
class ReconnectionsTest extends SiteLinksStory {

    private static final int SITES = 10;
    private static final int TIMES = Integer.getInteger("holdfast.reconnections", 150);

    /** What one leaves at most; a kept TLS session or request alone has more. */
    private static final long BYTES_EACH = 4_096;

    private static void comeBack(List<TestSite> sites, int times) {
        for (int i = 0; i < times; i++) {
            var site = sites.get(i % SITES);
            assertThat(site.contact(site.quiet(0, 0)).status()).isEqualTo(200);
        }
    }

    /** What is in use when everything that can be is collected. */
    private static long used() {
        long least = Long.MAX_VALUE;
        for (int i = 0; i < 4; i++) {
            System.gc();
            least =
                    Math.min(
                            least,
                            ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed());
            await(1);
        }
        return least;
    }

    @Test
    void b16_sites_that_come_back_again_and_again_leave_nothing_behind() {
        var sites = new ArrayList<TestSite>();
        for (int i = 0; i < SITES; i++) {
            sites.add(enrolled(i % 2 == 0 ? water : power, newSite(i % 2 == 0 ? water : power)));
        }
        // Classes, caches and sessions of the first ones are no growth.
        comeBack(sites, TIMES / 2);
        long before = used();
        comeBack(sites, TIMES);
        long grown = used() - before;
        System.out.println(
                TIMES + " reconnections: " + grown / 1024 + " KiB more, of " + before / 1024);
        assertThat(grown).isLessThan(TIMES * BYTES_EACH + 1024 * 1024);
    }
}
