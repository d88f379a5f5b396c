package io.holdfast.controller.observations;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.controller.scope.Refused;
import io.holdfast.controller.sitelinks.CredentialGroups;
import io.holdfast.controller.sitelinks.DeviceCredentials;
import io.holdfast.core.site.SiteId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

/** Two people give the same new group two secrets: one of them must learn of the other. */
class GroupsAtOnceTest extends ObservationsStory {

    @Test
    void of_those_who_create_a_group_at_once_one_does_and_the_others_are_told() throws Exception {
        var box = new Box();
        try (var people = Executors.newFixedThreadPool(4)) {
            for (int round = 0; round < 4; round++) {
                var name = "at-once-" + round;
                Callable<String> one = () -> created(name, box.site);
                var told = new ArrayList<String>();
                for (var each : people.invokeAll(Collections.nCopies(4, one))) {
                    told.add(each.get());
                }
                assertThat(told).containsOnlyOnce("created");
                assertThat(told).containsAnyOf("VERSION_CHANGED", "IF_MATCH_MISSING");
            }
        }
    }

    private static String created(String name, SiteId at) {
        var groups = plant.bean(CredentialGroups.class);
        try {
            plant.as(
                    centre(water), () -> groups.put(name, Optional.empty(), List.of(at), secret()));
            return "created";
        } catch (Refused refused) {
            return refused.code();
        }
    }

    private static DeviceCredentials secret() {
        return new DeviceCredentials(word(), word(), word(), word(), word());
    }

    private static String word() {
        return UUID.randomUUID().toString();
    }
}
