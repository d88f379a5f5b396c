package io.holdfast.controller.inventory.rest;

import io.holdfast.api.SitesApi;
import io.holdfast.api.model.Device;
import io.holdfast.api.model.DeviceList;
import io.holdfast.api.model.DevicePort;
import io.holdfast.api.model.MentionList;
import io.holdfast.api.model.NewSite;
import io.holdfast.api.model.Site;
import io.holdfast.api.model.SiteEdit;
import io.holdfast.api.model.SiteList;
import io.holdfast.controller.inventory.DeviceView;
import io.holdfast.controller.inventory.Devices;
import io.holdfast.controller.inventory.SiteMentions;
import io.holdfast.controller.inventory.SiteView;
import io.holdfast.controller.inventory.Sites;
import io.holdfast.controller.scope.Refused;
import io.holdfast.controller.web.Idempotency;
import io.holdfast.controller.web.PathIds;
import io.holdfast.controller.web.Versions;
import io.holdfast.core.site.Port;
import io.holdfast.core.site.PortUse;
import io.holdfast.core.site.SiteId;
import io.holdfast.core.site.SiteTag;
import io.holdfast.core.zone.Equipment;
import java.net.URI;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Sites and devices over REST; maps, nothing else. */
@RestController
@RequestMapping("/api/v1")
class SitesEndpoint implements SitesApi {

    private final Sites sites;
    private final Devices devices;
    private final SiteMentions mentions;
    private final Idempotency idempotency;

    SitesEndpoint(Sites sites, Devices devices, SiteMentions mentions, Idempotency idempotency) {
        this.sites = sites;
        this.devices = devices;
        this.mentions = mentions;
        this.idempotency = idempotency;
    }

    @Override
    public ResponseEntity<SiteList> listSites() {
        return ResponseEntity.ok(
                new SiteList(sites.list().stream().map(SitesEndpoint::form).toList()));
    }

    @Override
    public ResponseEntity<Site> createSite(NewSite form, @Nullable String idempotencyKey) {
        return idempotency.once(
                idempotencyKey,
                "createSite",
                form,
                Site.class,
                () -> {
                    var site =
                            sites.create(
                                    new Sites.NewSite(
                                            code(form.getId()),
                                            form.getName(),
                                            form.getTimeZone(),
                                            form.getNumber(),
                                            Objects.requireNonNullElse(form.getLinkUrl(), ""),
                                            equipment(form.getEquipment())));
                    return ResponseEntity.created(URI.create("/api/v1/sites/" + site.id()))
                            .eTag(Versions.tag(site.version()))
                            .body(form(site));
                });
    }

    private static Equipment equipment(@Nullable String name) {
        if (name == null) {
            return Equipment.OPEN_NETWORK;
        }
        try {
            return Equipment.valueOf(name);
        } catch (IllegalArgumentException _) {
            throw Refused.invalid(
                    "/equipment",
                    "EQUIPMENT_UNKNOWN",
                    "The equipment of a site is one of "
                            + Arrays.toString(Equipment.values())
                            + ".");
        }
    }

    private static SiteId code(String text) {
        try {
            return new SiteId(text);
        } catch (IllegalArgumentException e) {
            throw Refused.invalid("/id", "NOT_A_SITE_CODE", String.valueOf(e.getMessage()));
        }
    }

    @Override
    public ResponseEntity<MentionList> listMentions(String site) {
        return ResponseEntity.ok(
                new MentionList(
                        mentions.of(PathIds.site(site)).stream()
                                .map(m ->
                                        new io.holdfast.api.model.Mention(
                                                m.kind().name(), m.name(), m.byName()))
                                .toList()));
    }

    @Override
    public ResponseEntity<Site> readSite(String site) {
        return answer(sites.get(PathIds.site(site)));
    }

    @Override
    public ResponseEntity<Site> editSite(String site, SiteEdit form, @Nullable String ifMatch) {
        long version = Versions.expected(ifMatch);
        var id = PathIds.site(site);
        var said = form.getTags();
        var tags = said == null ? sites.get(id).tags() : tags(said);
        return answer(sites.edit(id, version, form.getName(), form.getTimeZone(), tags));
    }

    private static List<SiteTag> tags(List<String> words) {
        var tags = new ArrayList<SiteTag>();
        for (int i = 0; i < words.size(); i++) {
            try {
                tags.add(new SiteTag(words.get(i)));
            } catch (IllegalArgumentException e) {
                throw Refused.invalid("/tags/" + i, "NOT_A_TAG", String.valueOf(e.getMessage()));
            }
        }
        return tags;
    }

    private static ResponseEntity<Site> answer(SiteView site) {
        return ResponseEntity.ok().eTag(Versions.tag(site.version())).body(form(site));
    }

    @Override
    public ResponseEntity<DeviceList> listDevices(String site) {
        return ResponseEntity.ok(
                new DeviceList(
                        devices.of(PathIds.site(site)).stream().map(SitesEndpoint::form).toList()));
    }

    @Override
    public ResponseEntity<Device> readDevice(String site, String slot) {
        return ResponseEntity.ok(form(devices.get(PathIds.site(site), PathIds.slot(slot))));
    }

    private static Site form(SiteView site) {
        return new Site(
                site.id().value(),
                site.name(),
                site.timeZone(),
                site.number(),
                site.devices(),
                site.tags().stream().map(SiteTag::value).toList(),
                site.version());
    }

    private static Device form(DeviceView view) {
        var device = view.device();
        return new Device(
                view.site().value(),
                device.slot().value(),
                device.role().name(),
                device.model(),
                device.managementAddress().toString(),
                device.configured(),
                device.ports().stream().map(SitesEndpoint::form).toList(),
                view.version());
    }

    private static DevicePort form(Port port) {
        return switch (port.use()) {
            case PortUse.Routed(var zone) ->
                    new DevicePort(port.name(), "routed").zone(zone.value());
            case PortUse.Access(var zone) ->
                    new DevicePort(port.name(), "access").zone(zone.value());
            case PortUse.Trunk(var peer, var peerPort) ->
                    new DevicePort(port.name(), "trunk").peer(peer + " " + peerPort);
            case PortUse.Unused() -> new DevicePort(port.name(), "unused");
        };
    }
}
