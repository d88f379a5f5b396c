package io.holdfast.sitelink.site;

import java.util.List;

/** What became of looking at a new unit, with the key that two people compared. */
public sealed interface UnitSeen {

    /**
     * It was logged in to, and nothing was sent.
     *
     * @param wanted what has to stand in the slot
     * @param told what the unit says of itself
     */
    record Opened(Wanted wanted, Told told) implements UnitSeen {}

    /** Nobody answered, or what opens the slot's device does not open this one. */
    record Shut(String code, String reason) implements UnitSeen {}

    /** It shows another key now than a moment ago; nobody logged in. */
    record OtherKey(String shown) implements UnitSeen {}

    /**
     * What the accepted state was compiled for.
     *
     * @param model as the old unit said it; empty if it never did
     * @param dialect that the state is written in
     * @param ports that the plan names and the old unit had; empty if it never said
     */
    record Wanted(String model, String dialect, List<String> ports) {
        public Wanted {
            ports = List.copyOf(ports);
        }
    }

    /**
     * What a unit says of itself: claims of a device, good to refuse it and for nothing else.
     *
     * @param serial empty if it does not say
     * @param model asked in the same way as the old unit's; empty if it does not say
     * @param dialect that speaks to it; empty if none does
     * @param blockers why it cannot be told what is desired, one sentence each
     * @param ports it has; empty if nobody could ask
     * @param running what it runs now
     */
    record Told(
            String serial,
            String model,
            String dialect,
            List<String> blockers,
            List<String> ports,
            List<String> modules,
            boolean selfReverting,
            SiteEvent.Reading running) {
        public Told {
            blockers = List.copyOf(blockers);
            ports = List.copyOf(ports);
            modules = List.copyOf(modules);
        }
    }
}
