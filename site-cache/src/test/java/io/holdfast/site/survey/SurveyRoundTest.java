package io.holdfast.site.survey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.holdfast.core.observe.BehaviourTable;
import io.holdfast.core.observe.DeviceIdentity;
import io.holdfast.core.observe.Inventory;
import io.holdfast.core.observe.Load;
import io.holdfast.core.observe.Survey;
import io.holdfast.core.series.PollingProfile;
import io.holdfast.core.site.DeviceSlot;
import io.holdfast.spi.SurveyReader;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rounds over devices that answer as each test wants. */
class SurveyRoundTest {

    private static final Instant START = Instant.parse("2026-03-17T09:00:00Z");
    private static final DeviceSlot SW = new DeviceSlot("sw-1");
    private static final DeviceSlot FW = new DeviceSlot("fw-1");

    @TempDir Path folder;
    private SurveyStore store;
    private volatile Instant now = START;

    @BeforeEach
    void open() {
        store = SurveyStore.open(folder.resolve("surveys.db"));
    }

    @AfterEach
    void close() {
        store.close();
    }

    static Survey survey(String serial, String engine, int load) {
        return new Survey(
                new Inventory("sw", "", "", "", load * 100L, "", serial, "", engine, List.of()),
                "",
                new DeviceIdentity(serial, engine, "", ""),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                new Load(List.of(load), Optional.empty()),
                List.of(),
                List.of(),
                List.of());
    }

    /** The site's devices: each with the engine and the serial number it shows now. */
    private class Fleet implements SurveyRound.Devices, SurveyRound.Heard {
        final Map<DeviceSlot, String> engines = new ConcurrentHashMap<>();
        final Map<DeviceSlot, String> serials = new ConcurrentHashMap<>();
        final List<String> heard = new CopyOnWriteArrayList<>();
        final AtomicInteger asked = new AtomicInteger();
        volatile String access = "first";
        volatile String hostKey = "";

        @Override
        public List<DeviceSlot> slots() {
            return engines.keySet().stream().sorted().toList();
        }

        @Override
        public SurveyRound.Way way(DeviceSlot slot) {
            return new SurveyRound.Way.Asked(access, hostKey);
        }

        @Override
        public SurveyReader.Result survey(DeviceSlot slot, String known) {
            asked.incrementAndGet();
            var shown = engines.getOrDefault(slot, "");
            return known.isEmpty() || known.equals(shown)
                    ? new SurveyReader.Result.Seen(
                            SurveyRoundTest.survey(serials.getOrDefault(slot, ""), shown, 10))
                    : new SurveyReader.Result.OtherEngine(known, shown);
        }

        @Override
        public void surveyed(DeviceSlot slot, Survey survey) {
            heard.add(slot + " surveyed");
        }

        @Override
        public void engineChanged(DeviceSlot slot, boolean changed) {
            if (changed) {
                heard.add(slot + " has another engine");
            }
        }

        @Override
        public void identityShared(DeviceSlot slot, boolean shared) {
            heard.add(slot + (shared ? " is shared" : " is its own again"));
        }

        SurveyRound round() {
            return new SurveyRound(
                    this, store, this, _ -> BehaviourTable.EMPTY, PollingProfile.USUAL, () -> now);
        }

        /** One turn, and all that it began has ended. */
        void go(SurveyRound round, int answers) {
            int before = asked.get();
            int heardBefore = heard.size();
            round.turn();
            await().until(() -> asked.get() == before + answers);
            if (answers > 0) {
                await().until(() -> heard.size() > heardBefore);
            }
            await().until(round::isQuiet);
        }
    }

    @Test
    void a_device_whose_key_a_person_confirmed_is_read_again_before_its_turn() {
        var fleet = new Fleet();
        fleet.engines.put(SW, "80aa");
        try (var round = fleet.round()) {
            fleet.go(round, 1);
            now = now.plusSeconds(20);
            fleet.go(round, 0);
            fleet.hostKey = "SHA256:confirmed";
            fleet.go(round, 1);
            assertThat(store.newest().get(SW).survey().orElseThrow().identity().hostKey())
                    .isEqualTo("SHA256:confirmed");
            now = now.plusSeconds(20);
            fleet.go(round, 0);
        }
    }

    @Test
    void each_device_is_read_at_once_and_then_as_often_as_the_profile_says() {
        var fleet = new Fleet();
        fleet.engines.put(SW, "80aa");
        try (var round = fleet.round()) {
            fleet.go(round, 1);
            now = now.plusSeconds(60);
            fleet.go(round, 0);
            fleet.engines.put(FW, "80bb");
            fleet.go(round, 1);
            now = now.plus(Duration.ofMinutes(5));
            fleet.go(round, 2);
        }
        assertThat(store.newest()).containsOnlyKeys(FW, SW);
    }

    @Test
    void another_engine_is_told_of_after_a_restart_too_until_a_person_enters_the_access_anew() {
        var fleet = new Fleet();
        fleet.engines.put(SW, "80aa");
        try (var round = fleet.round()) {
            fleet.go(round, 1);
        }
        fleet.engines.put(SW, "80ff");
        try (var round = fleet.round()) {
            fleet.go(round, 1);
            assertThat(fleet.heard).last().isEqualTo("sw-1 has another engine");
            assertThat(engine()).isEqualTo("80aa");

            fleet.access = "entered anew";
            now = now.plus(Duration.ofMinutes(5));
            fleet.go(round, 1);
            assertThat(fleet.heard).last().isEqualTo("sw-1 surveyed");
            assertThat(engine()).isEqualTo("80ff");
        }
    }

    private String engine() {
        return store.newest().values().stream()
                .flatMap(s -> s.survey().stream())
                .map(s -> s.identity().engineId())
                .findFirst()
                .orElse("");
    }

    @Test
    void devices_that_share_an_engine_are_both_told_of_until_they_no_longer_do() {
        var fleet = new Fleet();
        fleet.engines.put(SW, "80aa");
        fleet.engines.put(FW, "80aa");
        fleet.serials.put(SW, "one");
        fleet.serials.put(FW, "two");
        try (var round = fleet.round()) {
            fleet.go(round, 2);
            assertThat(fleet.heard).contains("sw-1 is shared", "fw-1 is shared");
            fleet.engines.put(FW, "80bb");
            fleet.access = "entered anew";
            now = now.plus(Duration.ofMinutes(5));
            fleet.go(round, 2);
            assertThat(fleet.heard).contains("fw-1 is its own again", "sw-1 is its own again");
        }
    }

    @Test
    void devices_that_take_for_ever_hold_up_no_more_than_their_share() throws Exception {
        var end = new CountDownLatch(1);
        var slow =
                new Fleet() {
                    @Override
                    public SurveyReader.Result survey(DeviceSlot slot, String known) {
                        if (slot.value().startsWith("slow")) {
                            asked.incrementAndGet();
                            try {
                                end.await();
                            } catch (InterruptedException e) {
                                Thread.currentThread().interrupt();
                            }
                            return new SurveyReader.Result.Silent("too slow");
                        }
                        return super.survey(slot, known);
                    }
                };
        for (int i = 1; i < SurveyRound.AT_ONCE; i++) {
            slow.engines.put(new DeviceSlot("slow-" + i), "");
        }
        slow.engines.put(SW, "80aa");
        try (var round = slow.round()) {
            round.turn();
            await().until(() -> slow.heard.contains("sw-1 surveyed"));
            for (int i = 1; i < 30; i++) {
                slow.engines.put(new DeviceSlot("late-" + i), "80" + i);
            }
            await().until(() -> {
                round.turn();
                return slow.heard.stream().filter(h -> h.startsWith("late-")).count() >= 29;
            });
            assertThat(slow.asked.get()).isEqualTo(SurveyRound.AT_ONCE - 1 + 1 + 29);
            end.countDown();
        }
    }
}
