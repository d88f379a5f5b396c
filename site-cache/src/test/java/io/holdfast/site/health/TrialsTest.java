package io.holdfast.site.health;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.core.site.DeviceSlot;
import io.holdfast.site.ledger.SiteStore;
import io.holdfast.sitelink.site.SiteEvent.Sighting;
import io.holdfast.sitelink.telemetry.SiteWord;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrialsTest {

    private static final DeviceSlot SW = new DeviceSlot("sw-1");

    @TempDir Path folder;

    @Test
    void an_ordered_trial_is_answered_once_by_the_next_look_also_over_a_restart() {
        var file = folder.resolve("site.db");
        var refused = new Sighting.Silent("login refused: no such user");
        try (var store = SiteStore.open(file)) {
            assertThat(new Trials(store, _ -> 0).looked(SW, refused)).isEmpty();
            var trials = new Trials(store, _ -> 7);
            var tried = trials.looked(SW, refused).orElseThrow();
            assertThat(tried)
                    .isEqualTo(
                            new SiteWord.CredentialsTried(
                                    SW, 7, "LOGIN_REFUSED", "login refused: no such user"));
            trials.answered(tried);
        }
        try (var store = SiteStore.open(file)) {
            assertThat(new Trials(store, _ -> 7).looked(SW, new Sighting.Inventoried())).isEmpty();
            assertThat(new Trials(store, _ -> 8).looked(SW, new Sighting.Inventoried()))
                    .contains(new SiteWord.CredentialsTried(SW, 8, "REACHED", ""));
        }
    }
}
