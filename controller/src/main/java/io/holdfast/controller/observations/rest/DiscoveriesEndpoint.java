package io.holdfast.controller.observations.rest;

import io.holdfast.api.DiscoveriesApi;
import io.holdfast.api.model.AlikeDevices;
import io.holdfast.api.model.Discovery;
import io.holdfast.api.model.DiscoveryList;
import io.holdfast.api.model.FoundDevice;
import io.holdfast.api.model.NewDiscovery;
import io.holdfast.controller.observations.Discoveries;
import io.holdfast.controller.observations.DiscoveryOrderForm;
import io.holdfast.controller.observations.DiscoveryView;
import io.holdfast.controller.scope.Refused;
import io.holdfast.controller.web.Idempotency;
import io.holdfast.controller.web.PathIds;
import io.holdfast.core.network.IpAddress;
import io.holdfast.core.network.Prefix;
import io.holdfast.core.observe.DiscoveryOrder;
import io.holdfast.core.observe.Duplicates;
import io.holdfast.core.site.DeviceSlot;
import java.net.URI;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Searches for devices over REST; maps, nothing else. */
@RestController
@RequestMapping("/api/v1")
class DiscoveriesEndpoint implements DiscoveriesApi {

    private static final int USUAL_RATE = 10;
    private static final int USUAL_MINUTES = 60;
    private static final int SNMP = 161;
    private static final int NETCONF = 830;

    private final Discoveries discoveries;
    private final Idempotency idempotency;

    DiscoveriesEndpoint(Discoveries discoveries, Idempotency idempotency) {
        this.discoveries = discoveries;
        this.idempotency = idempotency;
    }

    @Override
    public ResponseEntity<DiscoveryList> listDiscoveries(String site) {
        return ResponseEntity.ok(
                new DiscoveryList(
                        discoveries.list(PathIds.site(site)).stream()
                                .map(d -> form(d, List.of(), List.of()))
                                .toList()));
    }

    @Override
    public ResponseEntity<Discovery> orderDiscovery(
            String site, NewDiscovery form, @Nullable String idempotencyKey) {
        var at = PathIds.site(site);
        return idempotency.once(
                idempotencyKey,
                "orderDiscovery/" + at,
                form,
                Discovery.class,
                () -> {
                    var ordered = discoveries.order(at, order(form));
                    return ResponseEntity.created(
                                    URI.create(
                                            "/api/v1/sites/" + at + "/discoveries/" + ordered.id()))
                            .body(form(ordered, List.of(), List.of()));
                });
    }

    @Override
    public ResponseEntity<Discovery> readDiscovery(String site, String discovery) {
        var whole = discoveries.get(PathIds.site(site), PathIds.id("discovery", discovery));
        return ResponseEntity.ok(
                form(
                        whole.discovery(),
                        whole.devices().stream().map(DiscoveriesEndpoint::form).toList(),
                        whole.alike().stream().map(DiscoveriesEndpoint::form).toList()));
    }

    @Override
    public ResponseEntity<Discovery> stopDiscovery(String site, String discovery) {
        return ResponseEntity.ok(
                form(
                        discoveries.stop(PathIds.site(site), PathIds.id("discovery", discovery)),
                        List.of(),
                        List.of()));
    }

    private static DiscoveryOrderForm order(NewDiscovery form) {
        boolean own =
                form.getSnmpUser() != null
                        || form.getSnmpAuth() != null
                        || form.getSnmpPriv() != null;
        return new DiscoveryOrderForm(
                each(
                        "/within",
                        "NOT_A_PREFIX",
                        "A prefix is an address and a length, as in 192.0.2.0/24, without host"
                                + " bits.",
                        form.getWithin(),
                        Prefix::of),
                Objects.requireNonNullElse(form.getSweep(), true),
                each(
                        "/seeds",
                        "NOT_AN_ADDRESS",
                        "An address is written as in 192.0.2.1 or 2001:db8::1.",
                        Objects.requireNonNullElse(form.getSeeds(), List.of()),
                        IpAddress::of),
                Objects.requireNonNullElse(form.getFollowNeighbours(), true),
                Objects.requireNonNullElse(form.getMost(), DiscoveryOrder.MOST),
                Objects.requireNonNullElse(form.getPerSecond(), USUAL_RATE),
                Objects.requireNonNullElse(form.getMinutes(), USUAL_MINUTES),
                Objects.requireNonNullElse(form.getSnmpPort(), SNMP),
                Objects.requireNonNullElse(form.getNetconfPort(), NETCONF),
                slot(form.getCredentialsOf()),
                own
                        ? Optional.of(
                                new DiscoveryOrderForm.SnmpUser(
                                        Objects.requireNonNullElse(form.getSnmpUser(), ""),
                                        Objects.requireNonNullElse(form.getSnmpAuth(), ""),
                                        Objects.requireNonNullElse(form.getSnmpPriv(), "")))
                        : Optional.empty());
    }

    private static Optional<DeviceSlot> slot(@Nullable String text) {
        try {
            return Optional.ofNullable(text).map(DeviceSlot::new);
        } catch (IllegalArgumentException e) {
            throw Refused.invalid(
                    "/credentialsOf",
                    "NOT_A_SLOT",
                    "A device slot is 1 to 63 of a-z, 0-9 and hyphens.");
        }
    }

    /** What cannot be read is not told back: somebody may have typed a secret into it. */
    private static <T> List<T> each(
            String pointer,
            String code,
            String sentence,
            List<String> texts,
            Function<String, T> reader) {
        var values = new ArrayList<T>();
        var faults = new ArrayList<Refused.Fault>();
        for (int i = 0; i < texts.size(); i++) {
            try {
                values.add(reader.apply(texts.get(i)));
            } catch (IllegalArgumentException e) {
                faults.add(new Refused.Fault(pointer + "/" + i, code, sentence));
            }
        }
        if (!faults.isEmpty()) {
            throw new Refused(Refused.Kind.INVALID, code, faults.getFirst().detail(), faults);
        }
        return values;
    }

    private static OffsetDateTime at(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }

    private static Discovery form(
            DiscoveryView view, List<FoundDevice> devices, List<AlikeDevices> alike) {
        var order = view.order();
        var form =
                new Discovery(
                        view.id().toString(),
                        view.site().value(),
                        view.state(),
                        view.why(),
                        order.within().stream().map(Prefix::toString).toList(),
                        order.sweep(),
                        order.seeds().stream().map(IpAddress::toString).toList(),
                        order.follow(),
                        order.most(),
                        order.perSecond(),
                        order.minutes(),
                        view.asked(),
                        view.answered(),
                        view.silent(),
                        view.left(),
                        view.outside(),
                        view.found(),
                        at(view.orderedAt()),
                        view.orderedBy(),
                        devices,
                        alike);
        order.credentialsOf().ifPresent(slot -> form.setCredentialsOf(slot.value()));
        view.stoppedAt().ifPresent(s -> form.stoppedAt(at(s)).stoppedBy(view.stoppedBy()));
        view.toldAt().ifPresent(told -> form.setToldAt(at(told)));
        return form;
    }

    private static FoundDevice form(DiscoveryView.Found found) {
        var identity = found.identity();
        var form =
                new FoundDevice(
                        found.address().toString(),
                        found.name(),
                        found.vendor(),
                        found.hardware(),
                        found.software(),
                        found.description(),
                        identity.serial(),
                        identity.engineId(),
                        identity.chassisMac(),
                        identity.hostKey(),
                        at(found.foundAt()));
        found.managedAs().ifPresent(s -> form.managedAs(s.value()).managedBy(found.managedBy()));
        return form;
    }

    private static AlikeDevices form(Duplicates.Finding finding) {
        return switch (finding) {
            case Duplicates.Finding.SameDevice(var devices, var serial) ->
                    new AlikeDevices("SAME_DEVICE", devices, serial);
            case Duplicates.Finding.SharedAddress(var devices, var mac) ->
                    new AlikeDevices("SHARED_ADDRESS", devices, mac);
            case Duplicates.Finding.SharedSerial(var devices, var serial) ->
                    new AlikeDevices("SHARED_SERIAL", devices, serial);
            case Duplicates.Finding.SharedEngine(var devices, var engine) ->
                    new AlikeDevices("SHARED_ENGINE", devices, engine);
            case Duplicates.Finding.SharedHostKey(var devices, var key) ->
                    new AlikeDevices("SHARED_HOST_KEY", devices, key);
        };
    }
}
