package io.holdfast.core.observe;

import io.holdfast.core.site.DeviceSlot;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * What the devices of a site can do that decides what is asked of them. Who is in neither set
 * judges each packet by itself, and is told its own address and who may reach it.
 *
 * @param stateful judge conversations: they are told security zones and policies, and nothing about
 *     answers
 * @param bridging are told VLANs and ports and nothing else: what they filter and where they are
 *     managed is theirs
 */
public record DeviceAbilities(SortedSet<DeviceSlot> stateful, SortedSet<DeviceSlot> bridging) {

    /** Every device judges packets and protects itself as it is told. */
    public static final DeviceAbilities USUAL = of(List.of(), List.of());

    public DeviceAbilities {
        stateful = Collections.unmodifiableSortedSet(new TreeSet<>(stateful));
        bridging = Collections.unmodifiableSortedSet(new TreeSet<>(bridging));
    }

    public static DeviceAbilities of(
            Collection<DeviceSlot> stateful, Collection<DeviceSlot> bridging) {
        return new DeviceAbilities(new TreeSet<>(stateful), new TreeSet<>(bridging));
    }
}
