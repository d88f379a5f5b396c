package io.holdfast.controller.explanations;

import io.holdfast.controller.policies.TextMeaning;
import io.holdfast.controller.sitelinks.SiteStanding;
import io.holdfast.controller.sitelinks.SlotStanding;
import io.holdfast.core.config.DeviceConfig;
import io.holdfast.core.site.DeviceSlot;
import io.holdfast.sitelink.SiteContent;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.springframework.stereotype.Component;

/** The configurations a question is answered from, and what each of them rests on. */
@Component
class Configurations {

    private final TextMeaning meaning;

    Configurations(TextMeaning meaning) {
        this.meaning = meaning;
    }

    record Configured(SortedMap<DeviceSlot, DeviceConfig> devices, List<Answer.Basis> basis) {}

    Configured of(SiteContent content, SiteStanding standing, Question.State state) {
        var devices = new TreeMap<DeviceSlot, DeviceConfig>();
        var basis = new ArrayList<Answer.Basis>();
        for (var device : content.devices()) {
            var seen = standing.slot(device.slot()).filter(s -> !s.running().isEmpty());
            var running = seen.flatMap(s -> meaning.of(device.dialect(), s.running()));
            if (state == Question.State.RUNNING && running.isPresent()) {
                devices.put(device.slot(), running.get());
                basis.add(
                        new Answer.Basis(
                                device.slot(),
                                Answer.Basis.Source.READ_BACK,
                                seen.map(SlotStanding::observedAt)));
                continue;
            }
            devices.put(device.slot(), device.config());
            basis.add(new Answer.Basis(device.slot(), instead(state, seen), Optional.empty()));
        }
        return new Configured(devices, basis);
    }

    private static Answer.Basis.Source instead(Question.State state, Optional<SlotStanding> seen) {
        if (state == Question.State.DESIRED) {
            return Answer.Basis.Source.DESIRED;
        }
        return seen.isPresent()
                ? Answer.Basis.Source.NOT_UNDERSTOOD
                : Answer.Basis.Source.NEVER_READ;
    }
}
