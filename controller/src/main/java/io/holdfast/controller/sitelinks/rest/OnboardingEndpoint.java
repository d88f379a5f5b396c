package io.holdfast.controller.sitelinks.rest;

import io.holdfast.api.OnboardingApi;
import io.holdfast.api.model.Access;
import io.holdfast.api.model.AccessForm;
import io.holdfast.api.model.HostKeyForm;
import io.holdfast.controller.scope.Refused;
import io.holdfast.controller.sitelinks.AccessStanding;
import io.holdfast.controller.sitelinks.DeviceAccesses;
import io.holdfast.controller.sitelinks.DeviceReach;
import io.holdfast.controller.sitelinks.DeviceReplacements;
import io.holdfast.controller.web.PathIds;
import io.holdfast.sitelink.DeviceAccess.NetconfWay;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Device access over REST; maps, nothing else. */
@RestController
@RequestMapping("/api/v1")
class OnboardingEndpoint implements OnboardingApi {

    private final DeviceAccesses accesses;
    private final DeviceReplacements replacements;

    OnboardingEndpoint(DeviceAccesses accesses, DeviceReplacements replacements) {
        this.accesses = accesses;
        this.replacements = replacements;
    }

    @Override
    public ResponseEntity<Access> readAccess(String site, String slot) {
        var form = LinkForms.access(accesses.access(PathIds.site(site), PathIds.slot(slot)));
        form.setReplacements(
                replacements.of(PathIds.site(site), PathIds.slot(slot)).stream()
                        .map(LinkForms::replacement)
                        .toList());
        return ResponseEntity.ok(form);
    }

    @Override
    public ResponseEntity<Access> putAccess(String site, String slot, AccessForm form) {
        var reach =
                new DeviceReach(
                        form.getNetconfHost(),
                        form.getNetconfPort(),
                        form.getSnmpHost(),
                        form.getSnmpPort(),
                        way(form.getNetconfWay()),
                        Objects.requireNonNullElse(form.getManagementVlan(), 0));
        var opener =
                Openers.of(
                        form.getGroup(),
                        form.getUser(),
                        form.getPassword(),
                        form.getSnmpUser(),
                        form.getSnmpAuth(),
                        form.getSnmpPriv());
        return answer(accesses.putAccess(PathIds.site(site), PathIds.slot(slot), reach, opener));
    }

    private static NetconfWay way(@Nullable String name) {
        if (name == null) {
            return NetconfWay.SSH;
        }
        try {
            return NetconfWay.valueOf(name);
        } catch (IllegalArgumentException _) {
            throw Refused.invalid(
                    "/netconfWay",
                    "NETCONF_WAY_UNKNOWN",
                    "The way is one of " + Arrays.toString(NetconfWay.values()) + ".");
        }
    }

    @Override
    public ResponseEntity<Access> confirmHostKey(String site, String slot, HostKeyForm form) {
        return answer(
                accesses.confirmHostKey(
                        PathIds.site(site), PathIds.slot(slot), form.getFingerprint()));
    }

    private static ResponseEntity<Access> answer(AccessStanding standing) {
        return ResponseEntity.ok(LinkForms.access(standing));
    }
}
