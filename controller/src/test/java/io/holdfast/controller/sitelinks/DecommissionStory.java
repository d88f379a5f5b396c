package io.holdfast.controller.sitelinks;

import io.holdfast.controller.scope.Caller;
import io.holdfast.controller.scope.Permission;
import io.holdfast.controller.scope.Refused;
import io.holdfast.controller.scope.Role;
import io.holdfast.controller.sitelinks.DecommissionStanding.Cause;
import io.holdfast.controller.sitelinks.door.LateJournals;
import io.holdfast.core.site.DeviceSlot;
import io.holdfast.core.site.SiteId;
import io.holdfast.plant.TestSite;
import io.holdfast.sitelink.Journal;
import io.holdfast.sitelink.JournalHead;
import io.holdfast.sitelink.JournalLine;
import io.holdfast.sitelink.JournalNote;
import io.holdfast.sitelink.LinkAnswer;
import io.holdfast.sitelink.LinkRequest;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.junit.jupiter.api.BeforeEach;

/** People who take site nodes out of service, and nodes that have something to hand over. */
abstract class DecommissionStory extends SiteLinksStory {

    private static final DeviceReach REACH = new DeviceReach("10.1.99.1", 830, "10.1.99.1", 161);

    static Decommissionings cases() {
        return plant.bean(Decommissionings.class);
    }

    static Caller named(String name, Permission... permissions) {
        return new Caller(
                        water,
                        Caller.Kind.PERSON,
                        "test",
                        name,
                        name,
                        Set.of(Role.OBSERVER),
                        Set.of(permissions))
                .shownAt(Instant.now());
    }

    static Caller ada;
    static Caller bo;

    @BeforeEach
    void peopleLogIn() {
        ada = new Named("ada").caller();
        bo = new Named("bo").caller();
    }

    private record Named(String name) {
        Caller caller() {
            return named(name, Permission.ONBOARD, Permission.APPROVE, Permission.READ);
        }
    }

    static DecommissionId id(int number) {
        return new DecommissionId(1, number);
    }

    static String refusal(Supplier<?> what) {
        try {
            return "" + what.get();
        } catch (Refused refused) {
            return refused.code();
        }
    }

    static DecommissionStanding ask(SiteId site, Cause cause) {
        return plant.as(ada, () -> cases().ask(site, cause, "the pumping station is given up"));
    }

    static DecommissionStanding confirm(SiteId site, int number) {
        return plant.as(bo, () -> cases().confirm(site, id(number)));
    }

    static DecommissionStanding newest(SiteId site) {
        return plant.as(ada, () -> cases().of(site)).getFirst();
    }

    static TestSite boxWithDevice(SiteId site) {
        var box = enrolled(water, site);
        box.answer(box.able(LinkRequest.BREAK_GLASS));
        give(site, FIREWALL, new Opener.Own(secret()));
        plant.as(person(Permission.ADMINISTER), () -> plant.bean(BreakGlassSets.class).issue(site));
        return box;
    }

    static DeviceCredentials secret() {
        return new DeviceCredentials("u", "p" + ++number, "s", "a-secret", "p-secret");
    }

    static void give(SiteId site, DeviceSlot slot, Opener opener) {
        plant.as(
                centre(water),
                () -> plant.bean(DeviceAccesses.class).putAccess(site, slot, REACH, opener));
    }

    static LinkAnswer says(TestSite box, JournalHead head, List<JournalLine> sent) {
        return box.answer(box.request(0, 0, head, sent, List.of(), 0));
    }

    static List<String> texts(List<JournalLine> lines) {
        return lines.stream().map(l -> l.bytes().text()).toList();
    }

    static String late(SiteId site, List<JournalLine> lines) {
        return refusal(() ->
                plant.as(
                        ada,
                        () -> {
                            plant.bean(LateJournals.class).take(site, id(1), texts(lines));
                            return "taken";
                        }));
    }

    static List<String> told(String kind, SiteId site) {
        return plant.sql(
                "select data::text from event where kind = '%s' and subject = 'site:%s'"
                        .formatted(kind, site));
    }

    /** The first line of a node's journal: somebody holds the site. */
    static JournalLine holds(TestSite box) {
        return Journal.append(
                JournalHead.EMPTY,
                box.token.identity(),
                new Journal.Moment(1, 1, Instant.parse("2026-11-23T09:00:00Z")),
                "Mara Lind",
                "hold-1",
                new JournalNote.BreakGlassUsed(1, true, "1-1", "Mara Lind", "pump 3", 14_400, ""));
    }
}
