package io.holdfast.site.devices;

import io.holdfast.core.observe.InterfaceSighting;
import io.holdfast.core.observe.Inventory;
import io.holdfast.core.site.DeviceSlot;
import io.holdfast.site.failpoint.Failpoint;
import io.holdfast.site.lookout.Sightings;
import io.holdfast.sitelink.SiteContent.DeviceContent;
import io.holdfast.sitelink.site.SiteEvent;
import io.holdfast.sitelink.site.SiteEvent.Offered;
import io.holdfast.sitelink.site.SiteOrder;
import io.holdfast.sitelink.site.UnitSeen;
import io.holdfast.spi.DeviceDialect;
import io.holdfast.spi.DeviceSession;
import io.holdfast.spi.InventoryReader;
import io.holdfast.spi.OpenResult;
import java.util.List;
import java.util.Optional;

/**
 * Looks at a new unit in the slot of a failed one: first only which key it shows, and after two
 * people compared that, what it is. Nothing is sent to it, and what it says is kept nowhere before
 * it is the slot's device.
 */
final class UnitLook {

    private final Drivers drivers;
    private final AccessBook access;
    private final DeviceSessions sessions;
    private final Entrance entrance;
    private final Sightings sightings;
    private final DeviceOrders.Contents contents;

    UnitLook(
            Drivers drivers,
            AccessBook access,
            DeviceSessions sessions,
            Entrance entrance,
            Sightings sightings,
            DeviceOrders.Contents contents) {
        this.drivers = drivers;
        this.access = access;
        this.sessions = sessions;
        this.entrance = entrance;
        this.sightings = sightings;
        this.contents = contents;
    }

    SiteEvent met(SiteOrder.MeetUnit order, Offered offered) {
        var slot = order.slot();
        return new SiteEvent.UnitMet(
                slot,
                order.ticket(),
                sightings.inventory(slot).map(Inventory::serial).orElse(""),
                access.pinned(slot).orElse(""),
                offered);
    }

    /** The key that is shown to whoever asks; nobody logs in. */
    Offered offered(DeviceSlot slot) {
        return switch (access.door(slot)) {
            case Door.Shut(var reason) -> new Offered.Nobody(reason);
            case Door.Known door when !door.speaksNetconf() ->
                    new Offered.Nobody(
                            "it is spoken to over SNMP only, and such a unit is not replaced here");
            case Door.Known door when door.reach().way().callsHome() ->
                    new Offered.Nobody("it calls home, and such a unit is not replaced here");
            case Door.Known door ->
                    sessions.hostKey(door)
                            .<Offered>map(Offered.Key::new)
                            .orElseGet(() -> new Offered.Nobody("nobody shows a host key there"));
        };
    }

    UnitSeen seen(SiteOrder.ExamineUnit order) {
        var content = contents.of(order.contentDigest(), order.slot(), order.configDigest());
        if (content.isEmpty()) {
            return new UnitSeen.Shut("CONTENT_MISSING", "its text is not in the store");
        }
        return switch (access.door(order.slot())) {
            case Door.Shut(var reason) -> new UnitSeen.Shut("UNREACHABLE", reason);
            case Door.Known door -> seen(order, door, content.get());
        };
    }

    private UnitSeen seen(SiteOrder.ExamineUnit order, Door.Known door, DeviceContent content) {
        Failpoint.reach("before-unit-login");
        return switch (sessions.unit(order.slot(), door, order.hostKey())) {
            case OpenResult.Unreachable(var reason) -> new UnitSeen.Shut("UNREACHABLE", reason);
            case OpenResult.LoginRefused _ ->
                    new UnitSeen.Shut(
                            "LOGIN_REFUSED",
                            "what opens this slot's device does not open the new unit; it has to"
                                    + " be prepared with the user "
                                    + door.secret().user());
            case OpenResult.HostKeyChanged(_, var shown) -> new UnitSeen.OtherKey(shown);
            case OpenResult.Open(var session) -> {
                try (session) {
                    yield seen(order.slot(), door, session, content);
                }
            }
        };
    }

    private UnitSeen seen(
            DeviceSlot slot, Door.Known door, DeviceSession session, DeviceContent content) {
        var facts = session.facts();
        var capabilities = facts.capabilities();
        var before = sightings.inventory(slot);
        var now = inventory(door);
        var planned =
                content.config().interfaces().stream()
                        .map(part -> part.name().split("\\.", 2)[0])
                        .distinct()
                        .toList();
        var had = before.map(UnitLook::ports).orElse(List.of());
        return new UnitSeen.Opened(
                new UnitSeen.Wanted(
                        before.map(Inventory::hardware).orElse(""),
                        content.dialect(),
                        planned.stream().filter(had::contains).toList()),
                new UnitSeen.Told(
                        facts.serial().isBlank()
                                ? now.map(Inventory::serial).orElse("")
                                : facts.serial(),
                        now.map(Inventory::hardware).orElse(""),
                        drivers.speaking(capabilities).map(DeviceDialect::name).orElse(""),
                        drivers.named(content.dialect())
                                .map(d -> d.blockers(content.config(), capabilities))
                                .orElse(List.of("this site has no dialect " + content.dialect())),
                        now.map(UnitLook::ports).orElse(List.of()),
                        capabilities.modules(),
                        capabilities.selfReverting(),
                        Conversation.running(session, drivers).reading()));
    }

    private static List<String> ports(Inventory inventory) {
        return inventory.interfaces().stream().map(InterfaceSighting::name).toList();
    }

    /** What it says over SNMP, if it is asked so and answers. */
    private Optional<Inventory> inventory(Door.Known door) {
        var reader = drivers.inventory();
        return reader.isPresent()
                        && door.speaksSnmp()
                        && entrance.inventory(reader.get(), door)
                                instanceof InventoryReader.Result.Seen(var inventory)
                ? Optional.of(inventory)
                : Optional.empty();
    }
}
