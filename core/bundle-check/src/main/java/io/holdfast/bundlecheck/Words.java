package io.holdfast.bundlecheck;

import io.holdfast.core.config.AclName;
import io.holdfast.core.config.SecretReference;
import io.holdfast.core.config.SecurityZoneName;
import io.holdfast.core.network.InterfaceAddress;
import io.holdfast.core.network.IpAddress;
import io.holdfast.core.network.PortRange;
import io.holdfast.core.network.Prefix;
import io.holdfast.core.network.Service;
import io.holdfast.core.site.DeviceSlot;
import io.holdfast.core.site.SiteId;
import io.holdfast.core.window.Recurrence;
import io.holdfast.core.zone.ConduitId;
import io.holdfast.core.zone.Endpoint;
import io.holdfast.core.zone.GroupName;
import io.holdfast.core.zone.ZoneName;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/** Values that are one string. Each has one spelling: the one its value is printed in. */
final class Words {

    private static final Service EVERY = new Service.EveryProtocol();

    private static final Map<Class<?>, Function<String, Object>> SPELLED = spelled();

    private Words() {}

    private static Map<Class<?>, Function<String, Object>> spelled() {
        var words = new LinkedHashMap<Class<?>, Function<String, Object>>();
        words.put(String.class, text -> text);
        words.put(Instant.class, Instant::parse);
        words.put(LocalDate.class, LocalDate::parse);
        words.put(LocalDateTime.class, LocalDateTime::parse);
        words.put(Duration.class, Duration::parse);
        words.put(IpAddress.class, IpAddress::of);
        words.put(InterfaceAddress.class, InterfaceAddress::of);
        words.put(Prefix.class, Prefix::of);
        words.put(PortRange.class, PortRange::of);
        words.put(Service.class, t -> t.equals(EVERY.toString()) ? EVERY : Service.of(t));
        words.put(Endpoint.class, Endpoint::of);
        words.put(SiteId.class, SiteId::new);
        words.put(DeviceSlot.class, DeviceSlot::new);
        words.put(ZoneName.class, ZoneName::new);
        words.put(GroupName.class, GroupName::new);
        words.put(ConduitId.class, ConduitId::new);
        words.put(SecurityZoneName.class, SecurityZoneName::new);
        words.put(AclName.class, AclName::new);
        words.put(SecretReference.class, SecretReference::of);
        words.put(Recurrence.class, Recurrence::of);
        return words;
    }

    /** How a value of this type is read from its string; none if it is not one string. */
    static Optional<Function<String, Object>> of(Class<?> type) {
        if (type.isEnum()) {
            return Optional.of(text ->
                    Stream.of(type.getEnumConstants())
                            .filter(c -> ((Enum<?>) c).name().equals(text))
                            .findFirst()
                            .map(Object.class::cast)
                            .orElseThrow(
                                    () -> new IllegalArgumentException("no such word as " + text)));
        }
        return Optional.ofNullable(SPELLED.get(type));
    }
}
