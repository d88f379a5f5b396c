package io.holdfast.netconf;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class DoorkeeperTest {

    private final Doorkeeper doorkeeper = new Doorkeeper("door");
    private final List<InetAddress> hungUp = new ArrayList<>();

    private static InetAddress address(int last) {
        return InetAddress.ofLiteral("10.0.0." + last);
    }

    private boolean comesIn(int from) {
        return doorkeeper.enters(address(from), () -> hungUp.add(address(from))).isPresent();
    }

    @Test
    void a_full_house_of_few_addresses_keeps_no_device_out() {
        for (int crowd = 1; crowd <= 40; crowd++) {
            for (int i = 0; i < Doorkeeper.MOST_OF_ONE; i++) {
                comesIn(crowd);
            }
        }
        assertThat(doorkeeper.handshakes()).isEqualTo(Doorkeeper.MOST);
        hungUp.clear();

        assertThat(comesIn(200)).isTrue();
        assertThat(hungUp).hasSize(1).doesNotContain(address(200));
        assertThat(doorkeeper.handshakes()).isEqualTo(Doorkeeper.MOST);
    }

    @Test
    void the_largest_crowd_makes_room_and_not_the_device_that_came_before() {
        comesIn(200);
        for (int i = 1; i < Doorkeeper.MOST; i++) {
            comesIn(i % 4);
        }
        assertThat(comesIn(201)).isTrue();
        assertThat(hungUp).doesNotContain(address(200)).hasSize(1);
    }

    @Test
    void who_was_sent_away_to_make_room_is_counted_once() {
        var guests = new ArrayList<Doorkeeper.Guest>();
        for (int i = 0; i <= Doorkeeper.MOST; i++) {
            guests.add(doorkeeper.enters(address(i % 8), () -> {}).orElseThrow());
        }
        for (var guest : guests) {
            doorkeeper.leavesRefused(guest, Doorkeeper.Refusal.NOT_THE_PROTOCOL, "");
        }
        assertThat(doorkeeper.refused())
                .containsEntry(Doorkeeper.Refusal.TOO_MANY.words(), 1L)
                .containsEntry(Doorkeeper.Refusal.NOT_THE_PROTOCOL.words(), (long) Doorkeeper.MOST);
    }

    @Test
    void who_left_leaves_room_once() {
        var guest = doorkeeper.enters(address(1), () -> {}).orElseThrow();
        assertThat(doorkeeper.leaves(guest)).isTrue();
        assertThat(doorkeeper.leaves(guest)).isFalse();
        assertThat(doorkeeper.handshakes()).isZero();
    }

    @Test
    void an_address_of_version_6_is_the_same_in_every_spelling() throws Exception {
        doorkeeper.stranger("SHA256:x", InetAddress.ofLiteral("fd00:0:0:0:0:0:0:1"));
        assertThat(doorkeeper.strangerFrom("fd00::1", Deadline.in(Duration.ofMillis(10))))
                .contains("SHA256:x");
    }

    @Test
    void a_door_that_cannot_take_calls_for_a_while_does_not_ask_without_a_pause() throws Exception {
        var asked = new AtomicInteger();
        var hearing = new ArrayList<Thread>();
        try (var door =
                        new ServerSocket() {
                            @Override
                            public Socket accept() throws IOException {
                                asked.incrementAndGet();
                                throw new IOException("too many open files");
                            }
                        };
                var home = new TlsCallHome()) {
            hearing.add(Thread.ofVirtual().start(() -> home.hear(door)));
            Thread.sleep(300);
            assertThat(asked).hasValueBetween(1, 2);
        }
        assertThat(hearing.getFirst().join(Duration.ofSeconds(5))).isTrue();
    }
}
