package io.holdfast.controller.web;

import io.holdfast.api.model.Conduit;
import io.holdfast.api.model.RiskAcceptance;
import io.holdfast.api.model.SiteZone;
import io.holdfast.api.model.TemporaryOpening;
import io.holdfast.api.model.WirelessName;
import io.holdfast.core.site.DeviceSlot;
import io.holdfast.core.site.SiteId;
import io.holdfast.core.site.Ssid;
import io.holdfast.core.zone.ConduitId;
import io.holdfast.core.zone.ConduitRisk;
import io.holdfast.core.zone.Lasting;
import io.holdfast.core.zone.Scope;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;

/** How long, how dangerous and between which sites a conduit is, as the interface writes it. */
final class OpeningForms {

    private OpeningForms() {}

    static void write(io.holdfast.core.zone.Conduit conduit, Conduit form) {
        if (conduit.lasting() instanceof Lasting.Temporary(var end, var longest)) {
            form.temporary(new TemporaryOpening(end.atOffset(ZoneOffset.UTC), longest.toMinutes()));
        }
        if (conduit.scope() instanceof Scope.BetweenSites(var from, var to)) {
            form.fromSite(from.value()).toSite(to.value());
        }
        form.risk(conduit.risk().name()).encrypted(conduit.encrypted()).logged(conduit.logged());
    }

    /** Throws with a sentence where a word is not known. */
    static io.holdfast.core.zone.Conduit read(Conduit form, io.holdfast.core.zone.Conduit plain) {
        var temporary = form.getTemporary();
        return new io.holdfast.core.zone.Conduit(
                plain.id(),
                plain.name(),
                plain.from(),
                plain.to(),
                plain.services(),
                plain.justification(),
                plain.ownerRole(),
                plain.reviewDate(),
                plain.scope(),
                temporary == null
                        ? new Lasting.Permanent()
                        : new Lasting.Temporary(
                                temporary.getEnd().toInstant(),
                                Duration.ofMinutes(temporary.getLongestOpenMinutes())),
                ConduitRisk.valueOf(
                        Objects.requireNonNullElse(form.getRisk(), ConduitRisk.ORDINARY.name())),
                Boolean.TRUE.equals(form.getEncrypted()),
                Boolean.TRUE.equals(form.getLogged()));
    }

    static Scope scope(Conduit form, List<SiteId> sites) {
        if (form.getFromSite() != null || form.getToSite() != null) {
            return new Scope.BetweenSites(
                    new SiteId(Objects.requireNonNullElse(form.getFromSite(), "")),
                    new SiteId(Objects.requireNonNullElse(form.getToSite(), "")));
        }
        return sites.isEmpty() ? new Scope.EverySite() : new Scope.OnlySites(sites);
    }

    static WirelessName form(Ssid ssid) {
        return switch (ssid.admission()) {
            case Ssid.Admission.Open _ -> new WirelessName(ssid.name(), "OPEN");
            case Ssid.Admission.Passphrase(var secret) ->
                    new WirelessName(ssid.name(), "PASSPHRASE").reference(secret);
            case Ssid.Admission.Logins(var servers) ->
                    new WirelessName(ssid.name(), "LOGINS").reference(servers);
        };
    }

    static List<DeviceSlot> enforcedBy(SiteZone form) {
        var slot = form.getEnforcedBy();
        return slot == null ? List.of() : List.of(new DeviceSlot(slot));
    }

    static List<Ssid> ssids(SiteZone form) {
        return Objects.requireNonNullElse(form.getSsids(), List.<WirelessName>of()).stream()
                .map(OpeningForms::ssid)
                .toList();
    }

    private static Ssid ssid(WirelessName form) {
        var reference = Objects.requireNonNullElse(form.getReference(), "");
        return new Ssid(
                form.getName(),
                switch (form.getAdmission()) {
                    case "OPEN" -> new Ssid.Admission.Open();
                    case "PASSPHRASE" -> new Ssid.Admission.Passphrase(reference);
                    case "LOGINS" -> new Ssid.Admission.Logins(reference);
                    default ->
                            throw new IllegalArgumentException(
                                    "admission is OPEN, PASSPHRASE or LOGINS");
                });
    }

    static RiskAcceptance form(io.holdfast.core.zone.RiskAcceptance acceptance) {
        return new RiskAcceptance(
                acceptance.id(),
                acceptance.guardrail(),
                acceptance.conduit().value(),
                acceptance.reason(),
                acceptance.signer(),
                acceptance.signedAt().atOffset(ZoneOffset.UTC),
                acceptance.end().atOffset(ZoneOffset.UTC));
    }

    static io.holdfast.core.zone.RiskAcceptance read(RiskAcceptance form) {
        return new io.holdfast.core.zone.RiskAcceptance(
                form.getId(),
                form.getGuardrail(),
                new ConduitId(form.getConduitId()),
                form.getReason(),
                form.getSigner(),
                form.getSignedAt().toInstant(),
                form.getEnd().toInstant());
    }
}
