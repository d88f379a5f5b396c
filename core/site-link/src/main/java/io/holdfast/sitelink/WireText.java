package io.holdfast.sitelink;

import io.holdfast.core.Bytes;
import io.holdfast.core.Printable;
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
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.Base64;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/** Values that are one string on the wire. Each has exactly one spelling; another is refused. */
final class WireText extends WireForm {

    private final String what;
    private final Function<Object, String> toText;
    private final Function<String, Object> fromText;

    /** The first word of an enum, no time of a duration; null for everything else. */
    private final @Nullable Object first;

    private WireText(
            String what, Function<Object, String> toText, Function<String, Object> fromText) {
        this(what, toText, fromText, null);
    }

    private WireText(
            String what,
            Function<Object, String> toText,
            Function<String, Object> fromText,
            @Nullable Object first) {
        this.what = what;
        this.toText = toText;
        this.fromText = fromText;
        this.first = first;
    }

    @Override
    Object silent() {
        return first == null ? super.silent() : first;
    }

    static @Nullable WireText of(Class<?> type) {
        if (type == Bytes.class) {
            return new WireText(
                    "base64",
                    v -> Base64.getEncoder().encodeToString(((Bytes) v).toArray()),
                    t -> Bytes.of(Base64.getDecoder().decode(t)));
        }
        if (type == Service.class) {
            return new WireText(
                    "a service",
                    Object::toString,
                    t -> t.equals(EVERY_PROTOCOL.toString()) ? EVERY_PROTOCOL : Service.of(t));
        }
        if (type.isEnum()) {
            return new WireText(
                    "one of the words of " + type.getSimpleName(),
                    v -> ((Enum<?>) v).name(),
                    t -> constant(type, t),
                    type.getEnumConstants()[0]);
        }
        if (type == Duration.class) {
            return new WireText("Duration", Object::toString, Duration::parse, Duration.ZERO);
        }
        Function<String, Object> reader = reader(type);
        return reader == null ? null : new WireText(type.getSimpleName(), Object::toString, reader);
    }

    private static final Service EVERY_PROTOCOL = new Service.EveryProtocol();

    private static @Nullable Function<String, Object> reader(Class<?> type) {
        return switch (type.getName()) {
            case "java.lang.String" -> t -> t;
            case "java.time.Instant" -> Instant::parse;
            case "java.time.LocalDate" -> LocalDate::parse;
            case "java.time.LocalDateTime" -> LocalDateTime::parse;
            default -> value(type);
        };
    }

    private static @Nullable Function<String, Object> value(Class<?> type) {
        if (type == IpAddress.class) {
            return IpAddress::of;
        }
        if (type == InterfaceAddress.class) {
            return InterfaceAddress::of;
        }
        if (type == Prefix.class) {
            return Prefix::of;
        }
        if (type == PortRange.class) {
            return PortRange::of;
        }
        if (type == Endpoint.class) {
            return Endpoint::of;
        }
        if (type == SiteId.class) {
            return SiteId::new;
        }
        if (type == DeviceSlot.class) {
            return DeviceSlot::new;
        }
        if (type == ZoneName.class) {
            return ZoneName::new;
        }
        if (type == GroupName.class) {
            return GroupName::new;
        }
        if (type == ConduitId.class) {
            return ConduitId::new;
        }
        if (type == SecurityZoneName.class) {
            return SecurityZoneName::new;
        }
        if (type == SecretReference.class) {
            return SecretReference::of;
        }
        if (type == Recurrence.class) {
            return Recurrence::of;
        }
        return type == AclName.class ? AclName::new : null;
    }

    private static Object constant(Class<?> type, String name) {
        for (var constant : type.getEnumConstants()) {
            if (((Enum<?>) constant).name().equals(name)) {
                return constant;
            }
        }
        throw new IllegalArgumentException("not a word of " + type.getSimpleName());
    }

    @Override
    void write(JsonGenerator out, Object value) {
        out.writeString(text(value));
    }

    /** Never half of a surrogate pair: no reader would take it, and words of devices hold some. */
    String text(Object value) {
        return Printable.whole(toText.apply(value));
    }

    @Override
    Object read(JsonParser in) {
        expect(in, JsonToken.VALUE_STRING, "a string (" + what + ")");
        return parse(in, in.getString());
    }

    Object parse(JsonParser in, String text) {
        if (holdsHalfACharacter(text)) {
            throw malformed(in, "half a surrogate pair is not a character");
        }
        Object value;
        try {
            value = fromText.apply(text);
        } catch (IllegalArgumentException | DateTimeException e) {
            throw malformed(in, "not " + what + ": " + e.getMessage());
        }
        if (!toText.apply(value).equals(text)) {
            throw malformed(
                    in, "a second spelling of " + what + "; the only one is " + text(value));
        }
        return value;
    }

    private static boolean holdsHalfACharacter(String text) {
        return text.codePoints()
                .anyMatch(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE);
    }
}
