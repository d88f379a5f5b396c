package io.holdfast.site.devices;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.core.site.DeviceSlot;
import io.holdfast.core.site.SiteId;
import io.holdfast.site.keys.SiteDirectory;
import io.holdfast.site.keys.SiteKeys;
import io.holdfast.site.ledger.SiteStore;
import io.holdfast.sitelink.DeviceAccess;
import io.holdfast.sitelink.DeviceAccess.Reach;
import io.holdfast.sitelink.SiteIdentity;
import io.holdfast.sitelink.site.SlotUnit;
import io.holdfast.sitelink.site.Units;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AccessBookTest {

    private static final DeviceSlot SIX = new DeviceSlot("sw-6");
    private static final DeviceSlot FOUR = new DeviceSlot("sw-4");
    private static final DeviceSlot NAMED = new DeviceSlot("sw-n");

    private static final DeviceSlot LATER = new DeviceSlot("sw-x");

    @TempDir Path folder;

    @Test
    void a_unit_that_people_put_in_has_to_show_its_own_key_whatever_the_list_pins()
            throws Exception {
        var site = new SiteId("ww-01");
        try (var directory = SiteDirectory.take(folder.resolve("ww-01"))) {
            var keys = SiteKeys.of(directory);
            try (var store = SiteStore.open(directory.database())) {
                var book =
                        new AccessBook(
                                keys, new SiteIdentity("org", site, 1), new RotationMemory(store));
                book.learn(
                        new DeviceAccess(
                                1,
                                "org",
                                site,
                                1,
                                1,
                                List.of(
                                        reach(FOUR, "10.0.0.4").pinned("old"),
                                        reach(SIX, "FD00:0:0::1").pinned("six"))));
                var told = new AtomicInteger();
                book.whenLearnt(told::incrementAndGet);
                book.stand(unit(false));
                assertThat(book.pinned(FOUR)).contains("new");
                assertThat(book.pinned(SIX)).contains("six");
                assertThat(book.keys(DeviceAccess.NetconfWay.SSH)).containsExactly("new", "six");
                assertThat(told).as("doors for calls let the new key in").hasValue(2);
                book.stand(unit(true));
                assertThat(book.pinned(FOUR))
                        .as("the list answers, and names a unit that was taken out")
                        .isEmpty();
                assertThat(book.keys(DeviceAccess.NetconfWay.SSH)).containsExactly("six");
                assertThat(book.address(FOUR)).isEqualTo("10.0.0.4:830");
                assertThat(book.address(NAMED)).isEmpty();
            }
        }
    }

    private static Units unit(boolean answered) {
        return new Units.AsListed()
                .with(
                        new SlotUnit(
                                FOUR,
                                7,
                                "S",
                                "new",
                                Instant.EPOCH,
                                answered,
                                List.of(new SlotUnit.TakenOut("O", "old"))));
    }

    @Test
    void who_speaks_is_known_by_its_address_however_that_is_written() throws Exception {
        var site = new SiteId("ww-01");
        try (var directory = SiteDirectory.take(folder.resolve("ww-01"))) {
            var keys = SiteKeys.of(directory);
            try (var store = SiteStore.open(directory.database())) {
                var book =
                        new AccessBook(
                                keys, new SiteIdentity("org", site, 1), new RotationMemory(store));
                book.learn(
                        new DeviceAccess(
                                1,
                                "org",
                                site,
                                1,
                                1,
                                List.of(
                                        reach(SIX, "FD00:0:0::1"),
                                        reach(FOUR, "10.0.0.4"),
                                        reach(NAMED, "localhost"),
                                        reach(LATER, "10.0.0.4"))));
                assertThat(book.at(InetAddress.ofLiteral("fd00::1"))).contains(SIX);
                assertThat(book.at(InetAddress.ofLiteral("::ffff:10.0.0.4"))).contains(FOUR);
                assertThat(book.at(InetAddress.ofLiteral("10.0.0.4")))
                        .as("of two at one address the first, at every start the same")
                        .contains(FOUR);
                assertThat(book.at(InetAddress.ofLiteral("10.0.0.5"))).isEmpty();
                assertThat(book.at(InetAddress.ofLiteral("127.0.0.1")))
                        .as("names are not looked up")
                        .isEmpty();
            }
        }
    }

    private static Reach reach(DeviceSlot slot, String host) {
        return new Reach(slot, host, 830, host, 161, null, "");
    }
}
