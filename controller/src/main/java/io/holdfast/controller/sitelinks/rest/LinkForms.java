package io.holdfast.controller.sitelinks.rest;

import io.holdfast.api.model.Access;
import io.holdfast.api.model.Connection;
import io.holdfast.api.model.ConnectionJournal;
import io.holdfast.api.model.ConnectionRefusal;
import io.holdfast.api.model.ConnectionSlot;
import io.holdfast.api.model.DeviceReplacement;
import io.holdfast.api.model.LostChange;
import io.holdfast.api.model.LostState;
import io.holdfast.api.model.SlotInterface;
import io.holdfast.api.model.SlotInventory;
import io.holdfast.controller.sitelinks.AccessStanding;
import io.holdfast.controller.sitelinks.LostStates;
import io.holdfast.controller.sitelinks.ReplacementStanding;
import io.holdfast.controller.sitelinks.SiteStanding;
import io.holdfast.controller.sitelinks.SlotStanding;
import io.holdfast.core.observe.Inventory;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;

/** What the link knows as the interface writes it. */
final class LinkForms {

    private LinkForms() {}

    static Connection connection(SiteStanding standing) {
        var form =
                new Connection(
                        standing.site().value(),
                        standing.enrolled(),
                        standing.incarnation(),
                        standing.keyWords(),
                        standing.link().state().name(),
                        at(standing.link().since()),
                        standing.software(),
                        standing.epoch(),
                        standing.desired(),
                        standing.desiredContent(),
                        standing.delivered(),
                        standing.running(),
                        journal(standing.journal()),
                        standing.slots().stream().map(LinkForms::slot).toList());
        standing.lastHeard().map(LinkForms::at).ifPresent(form::setLastHeard);
        standing.refusal()
                .map(r -> new ConnectionRefusal(r.revision(), r.code(), r.reason()))
                .ifPresent(form::setRefusal);
        standing.backFrom().map(LinkForms::at).ifPresent(form::setBackFrom);
        standing.outOfService().map(LinkForms::at).ifPresent(form::setOutOfService);
        standing.lost().map(LinkForms::lost).ifPresent(form::setLost);
        return form;
    }

    private static LostState lost(LostStates.LostState lost) {
        return new LostState(
                lost.epoch(),
                lost.revision(),
                at(lost.since()),
                lost.changes().stream()
                        .map(c ->
                                new LostChange(
                                        c.epoch(),
                                        c.revision(),
                                        c.change(),
                                        c.contentDigest(),
                                        at(c.at())))
                        .toList());
    }

    private static ConnectionJournal journal(SiteStanding.JournalStanding journal) {
        return new ConnectionJournal(
                journal.durable(),
                journal.durableHash(),
                journal.told(),
                journal.queued(),
                journal.problem());
    }

    private static ConnectionSlot slot(SlotStanding slot) {
        var form =
                new ConnectionSlot(
                        slot.slot().value(),
                        at(slot.observedAt()),
                        at(slot.heardAt()),
                        slot.state().name(),
                        slot.revision(),
                        slot.reason(),
                        slot.runningDigest(),
                        slot.shownHostKey(),
                        slot.modules());
        slot.deadline().map(LinkForms::at).ifPresent(form::setTrialEnds);
        slot.inventory().map(LinkForms::inventory).ifPresent(form::setInventory);
        return form;
    }

    private static SlotInventory inventory(Inventory inventory) {
        return new SlotInventory(
                inventory.sysName(),
                inventory.sysDescr(),
                inventory.sysLocation(),
                inventory.hardware(),
                inventory.serial(),
                inventory.softwareVersion(),
                inventory.uptime(),
                inventory.interfaces().stream()
                        .map(i ->
                                new SlotInterface(
                                        i.name(),
                                        i.alias(),
                                        i.mac(),
                                        i.speed(),
                                        i.adminUp(),
                                        i.operUp()))
                        .toList());
    }

    static Access access(AccessStanding standing) {
        var form =
                new Access(
                        standing.slot().value(),
                        standing.reach().netconfHost(),
                        standing.reach().netconfPort(),
                        standing.reach().snmpHost(),
                        standing.reach().snmpPort(),
                        standing.state().name(),
                        standing.version(),
                        standing.acceptedVersion(),
                        standing.shownHostKey(),
                        standing.pinnedHostKey(),
                        at(standing.changedAt()),
                        standing.changedBy());
        form.setNetconfWay(standing.reach().way().name());
        form.setManagementVlan(standing.reach().managementVlan());
        if (!standing.group().isEmpty()) {
            form.setGroup(standing.group());
        }
        standing.report().map(LinkForms::slot).ifPresent(form::setReport);
        return form;
    }

    static DeviceReplacement replacement(ReplacementStanding one) {
        return new DeviceReplacement(
                one.incarnation() + "-" + one.number(),
                at(one.at()),
                at(one.heard()),
                one.oldSerial(),
                one.oldHostKey(),
                one.serial(),
                one.hostKey(),
                one.person(),
                one.second(),
                one.reason(),
                one.revision(),
                one.evidence(),
                one.takenOver(),
                one.answered());
    }

    private static OffsetDateTime at(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
