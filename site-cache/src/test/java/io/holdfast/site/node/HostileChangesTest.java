package io.holdfast.site.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Hostile changes at the size of every run; any size by {@code check hostile}. */
class HostileChangesTest {

    private static final long FIRST = 20_261_126L;
    private static final int JUDGED = Integer.getInteger("holdfast.hostile", 120);
    private static final int CARRIED_OUT = Integer.getInteger("holdfast.hostile.timers", 40);

    @TempDir Path folder;

    @Test
    void no_change_that_cuts_a_device_off_passes_the_sites_own_checks() throws Exception {
        var judged = HostileChanges.judge(folder, JUDGED, FIRST, HostileChanges.Broken.NOTHING);

        System.out.println("hostile changes: " + judged);
        assertThat(judged.findings()).isEmpty();
        assertThat(judged.cut()).isGreaterThan(JUDGED / 10);
        assertThat(judged.words()).isGreaterThan(JUDGED / 10);
        assertThat(judged.harmless()).isPositive();
    }

    @Test
    void one_that_the_verifier_agrees_to_is_taken_back_in_time_and_nobody_is_locked_out() {
        var done =
                HostileChanges.carryOut(
                        folder, CARRIED_OUT, FIRST, 8, HostileChanges.Broken.NOTHING);

        System.out.println("hostile changes carried out: " + done);
        assertThat(done.findings()).isEmpty();
        assertThat(done.takenBack()).isGreaterThan(CARRIED_OUT / 6);
        assertThat(done.refused()).isPositive();
    }

    @Test
    void what_is_broken_on_purpose_is_found() throws Exception {
        assertThat(
                        HostileChanges.judge(
                                        folder.resolve("blind"),
                                        40,
                                        FIRST,
                                        HostileChanges.Broken.BLIND_CHECKS)
                                .findings())
                .isNotEmpty();
        assertThat(
                        HostileChanges.judge(
                                        folder.resolve("overlooking"),
                                        20,
                                        FIRST,
                                        HostileChanges.Broken.OVERLOOKED_WORDS)
                                .findings())
                .isNotEmpty();
    }
}
