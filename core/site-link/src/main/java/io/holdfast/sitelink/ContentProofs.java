package io.holdfast.sitelink;

import io.holdfast.core.config.DeviceConfig;
import io.holdfast.core.site.DeviceSlot;
import io.holdfast.core.verify.Proof;
import io.holdfast.core.verify.SiteProof;
import io.holdfast.sitelink.SiteContent.DeviceContent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What is proved of a content before anybody approves it, and again by the site that is offered it:
 * where it leads, the way there from what is in force, and the same of what it becomes at each of
 * its hard ends (rulings P5).
 */
public final class ContentProofs {

    /** All subsets of so many devices are proved; of more, each step of the plan's order. */
    private static final int IN_ANY_ORDER = 5;

    private ContentProofs() {}

    /** All of it. */
    public static List<Proof> of(Optional<SiteContent> inForce, SiteContent offered) {
        var proofs = new ArrayList<Proof>();
        proofs.add(SiteProof.prove(offered.model(), offered.plan(), configs(offered)));
        inForce.ifPresent(before -> proofs.add(transition(before, offered)));
        proofs.addAll(later(inForce, offered));
        return proofs;
    }

    /**
     * What comes after the beginning. The way from what is in force is proved for each time at
     * which one of the two is another: a change may wait for its window while something ends.
     */
    public static List<Proof> later(Optional<SiteContent> inForce, SiteContent offered) {
        var proofs = new ArrayList<Proof>();
        var contents = offered.inTime();
        for (int i = 1; i < contents.size(); i++) {
            var content = contents.get(i);
            proofs.add(SiteProof.prove(content.model(), content.plan(), configs(content)));
            proofs.add(closing(contents.get(i - 1), content));
        }
        inForce.ifPresent(before -> {
            var times = new TreeSet<Instant>();
            before.ends().forEach(end -> times.add(end.at()));
            offered.ends().forEach(end -> times.add(end.at()));
            times.forEach(t -> proofs.add(transition(before.at(t), offered.at(t))));
        });
        return proofs;
    }

    /** A device that does not answer is passed over, so that any of a few may be closed first. */
    private static Proof closing(SiteContent before, SiteContent after) {
        var groups = new TreeMap<DeviceSlot, Integer>();
        var old = configs(before);
        var changed =
                after.devices().stream()
                        .filter(d -> !d.config().equals(old.get(d.slot())))
                        .map(DeviceContent::slot)
                        .toList();
        for (var device : after.devices()) {
            boolean together = changed.size() <= IN_ANY_ORDER && changed.contains(device.slot());
            groups.put(device.slot(), together ? 0 : device.group());
        }
        return transition(before, after, groups);
    }

    private static Proof transition(SiteContent before, SiteContent offered) {
        var groups = new TreeMap<DeviceSlot, Integer>();
        offered.devices().forEach(d -> groups.put(d.slot(), d.group()));
        return transition(before, offered, groups);
    }

    private static Proof transition(
            SiteContent before, SiteContent offered, Map<DeviceSlot, Integer> groups) {
        return SiteProof.proveTransition(
                before.model(),
                before.plan(),
                configs(before),
                offered.model(),
                offered.plan(),
                configs(offered),
                groups);
    }

    private static Map<DeviceSlot, DeviceConfig> configs(SiteContent content) {
        var configs = new TreeMap<DeviceSlot, DeviceConfig>();
        content.devices().forEach(d -> configs.put(d.slot(), d.config()));
        return configs;
    }
}
