package io.holdfast.controller.sitelinks.rest;

import io.holdfast.api.CredentialsApi;
import io.holdfast.api.model.CredentialGroup;
import io.holdfast.api.model.CredentialGroupForm;
import io.holdfast.api.model.CredentialGroupList;
import io.holdfast.api.model.CredentialGroupSite;
import io.holdfast.api.model.DeviceCredential;
import io.holdfast.api.model.DeviceCredentialList;
import io.holdfast.api.model.RotationForm;
import io.holdfast.api.model.RotationState;
import io.holdfast.controller.scope.Refused;
import io.holdfast.controller.sitelinks.CredentialGroups;
import io.holdfast.controller.sitelinks.CredentialRotations;
import io.holdfast.controller.sitelinks.DeviceAccesses;
import io.holdfast.controller.sitelinks.RotationStanding;
import io.holdfast.controller.web.PathIds;
import io.holdfast.controller.web.Versions;
import io.holdfast.core.site.DeviceSlot;
import io.holdfast.core.site.SiteId;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** What opens devices, over REST; maps, nothing else. */
@RestController
@RequestMapping("/api/v1")
class CredentialsEndpoint implements CredentialsApi {

    private final DeviceAccesses accesses;
    private final CredentialRotations rotations;
    private final CredentialGroups groups;

    CredentialsEndpoint(
            DeviceAccesses accesses, CredentialRotations rotations, CredentialGroups groups) {
        this.accesses = accesses;
        this.rotations = rotations;
        this.groups = groups;
    }

    @Override
    public ResponseEntity<RotationState> readRotation(String site, String slot) {
        return ResponseEntity.ok(form(rotations.newest(PathIds.site(site), PathIds.slot(slot))));
    }

    @Override
    public ResponseEntity<RotationState> startRotation(
            String site, String slot, RotationForm form) {
        var opener =
                Openers.of(
                        form.getGroup(),
                        form.getUser(),
                        form.getPassword(),
                        form.getSnmpUser(),
                        form.getSnmpAuth(),
                        form.getSnmpPriv());
        return answer(rotations.start(PathIds.site(site), PathIds.slot(slot), opener));
    }

    @Override
    public ResponseEntity<RotationState> rotateAgain(String site, String slot) {
        return answer(rotations.again(PathIds.site(site), PathIds.slot(slot)));
    }

    @Override
    public ResponseEntity<RotationState> withdrawRotation(String site, String slot) {
        return answer(rotations.withdraw(PathIds.site(site), PathIds.slot(slot)));
    }

    @Override
    public ResponseEntity<DeviceCredentialList> listDeviceCredentials() {
        return ResponseEntity.ok(
                new DeviceCredentialList(
                        accesses.everywhere().stream().map(CredentialsEndpoint::use).toList()));
    }

    @Override
    public ResponseEntity<CredentialGroupList> listCredentialGroups() {
        return ResponseEntity.ok(
                new CredentialGroupList(
                        groups.list().stream().map(CredentialsEndpoint::form).toList()));
    }

    @Override
    public ResponseEntity<CredentialGroup> readCredentialGroup(String group) {
        return answer(groups.get(group));
    }

    @Override
    public ResponseEntity<CredentialGroup> putCredentialGroup(
            String group, CredentialGroupForm form, @Nullable String ifMatch) {
        var version =
                ifMatch == null || ifMatch.isBlank()
                        ? Optional.<Long>empty()
                        : Optional.of(Versions.expected(ifMatch));
        return answer(
                groups.put(
                        group,
                        version,
                        sites(form.getSites()),
                        Openers.credentials(
                                form.getUser(),
                                form.getPassword(),
                                form.getSnmpUser(),
                                form.getSnmpAuth(),
                                form.getSnmpPriv())));
    }

    private static ResponseEntity<CredentialGroup> answer(CredentialGroups.GroupView group) {
        return ResponseEntity.ok().eTag(Versions.tag(group.version())).body(form(group));
    }

    private static List<SiteId> sites(List<String> codes) {
        var sites = new ArrayList<SiteId>();
        for (int i = 0; i < codes.size(); i++) {
            try {
                sites.add(new SiteId(codes.get(i)));
            } catch (IllegalArgumentException e) {
                throw Refused.invalid("/sites/" + i, "NOT_A_SITE", "This is no code of a site.");
            }
        }
        return sites;
    }

    private static DeviceCredential use(DeviceAccesses.Use use) {
        var standing = use.standing();
        var form =
                new DeviceCredential(
                        use.site().value(),
                        standing.slot().value(),
                        standing.state().name(),
                        at(standing.changedAt()),
                        standing.changedBy(),
                        form(standing.rotation()));
        if (!standing.group().isEmpty()) {
            form.setGroup(standing.group());
        }
        standing.provedAt().map(CredentialsEndpoint::at).ifPresent(form::setProvedAt);
        return form;
    }

    private static ResponseEntity<RotationState> answer(RotationStanding standing) {
        return ResponseEntity.ok(form(Optional.of(standing)));
    }

    private static RotationState form(Optional<RotationStanding> standing) {
        if (standing.isEmpty()) {
            return new RotationState(0L, 0L);
        }
        var rotation = standing.get();
        var form = new RotationState(rotation.number(), rotation.attempt());
        form.setState(rotation.state().name());
        form.setStartedAt(at(rotation.startedAt()));
        form.setStartedBy(rotation.startedBy());
        if (!rotation.group().isEmpty()) {
            form.setGroup(rotation.group());
        }
        if (!rotation.result().isEmpty()) {
            form.setResult(rotation.result());
            form.setReason(rotation.reason());
        }
        rotation.toldAt().map(CredentialsEndpoint::at).ifPresent(form::setToldAt);
        return form;
    }

    private static CredentialGroup form(CredentialGroups.GroupView group) {
        return new CredentialGroup(
                group.name(),
                at(group.changedAt()),
                group.changedBy(),
                group.sites().stream()
                        .map(s ->
                                new CredentialGroupSite(
                                        s.site().value(),
                                        s.readable(),
                                        s.devices().stream().map(DeviceSlot::value).toList(),
                                        s.rotating().stream().map(DeviceSlot::value).toList()))
                        .toList());
    }

    private static OffsetDateTime at(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
