package io.holdfast.core.zone;

import io.holdfast.core.network.InterfaceAddress;
import io.holdfast.core.network.IpAddress;
import io.holdfast.core.network.Prefix;
import io.holdfast.core.network.Service;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/**
 * Reads what people type into fields, and collects what is wrong with the field's pointer, a stable
 * code and a sentence, so that a form shows all mistakes at once. What could not be read is empty.
 */
public final class FieldReader {

    private static final List<String> ANYONE = List.of("any", "*", "all", "0.0.0.0/0", "::/0");

    private final List<ModelProblem> problems = new ArrayList<>();

    /** Codes: ADDRESS_MALFORMED, ADDRESS_IPV4_MAPPED. */
    public Optional<IpAddress> address(String pointer, String text) {
        return read(pointer, text, addressCode("ADDRESS_MALFORMED", text), IpAddress::of);
    }

    /** Codes: PREFIX_MALFORMED, ADDRESS_IPV4_MAPPED. */
    public Optional<Prefix> prefix(String pointer, String text) {
        return read(pointer, text, addressCode("PREFIX_MALFORMED", text), Prefix::of);
    }

    /** Codes: ADDRESS_MALFORMED, ADDRESS_IPV4_MAPPED. */
    public Optional<InterfaceAddress> interfaceAddress(String pointer, String text) {
        return read(pointer, text, addressCode("ADDRESS_MALFORMED", text), InterfaceAddress::of);
    }

    /** Codes: SERVICE_MALFORMED, CONDUIT_EVERY_PROTOCOL. */
    public Optional<Service> service(String pointer, String text) {
        var code = ANYONE.contains(plain(text)) ? "CONDUIT_EVERY_PROTOCOL" : "SERVICE_MALFORMED";
        return read(pointer, text, code, Service::of);
    }

    /** Codes: ENDPOINT_MALFORMED, and CONDUIT_ANY_TO_ANY for an end that means everybody. */
    public Optional<Endpoint> endpoint(String pointer, String text) {
        if (ANYONE.contains(plain(text))) {
            problems.add(
                    new ModelProblem(
                            pointer,
                            "CONDUIT_ANY_TO_ANY",
                            "\""
                                    + text.strip()
                                    + "\" is no end of a conduit; name a zone or a group."));
            return Optional.empty();
        }
        return read(pointer, text, "ENDPOINT_MALFORMED", Endpoint::of);
    }

    /** Any other value whose factory refuses with a sentence. */
    public <T> Optional<T> read(
            String pointer, String text, String code, Function<String, T> factory) {
        try {
            return Optional.of(factory.apply(text));
        } catch (IllegalArgumentException e) {
            problems.add(new ModelProblem(pointer, code, sentence(e)));
            return Optional.empty();
        }
    }

    public List<ModelProblem> problems() {
        return List.copyOf(problems);
    }

    /**
     * A second spelling of an IPv4 address, under which an overlap could hide (RFC 4291 2.5.5.2).
     */
    private static String addressCode(String otherwise, String text) {
        int slash = text.indexOf('/');
        try {
            IpAddress.of(slash < 0 ? text : text.substring(0, slash));
            return otherwise;
        } catch (IllegalArgumentException e) {
            return sentence(e).contains("IPv4-mapped") ? "ADDRESS_IPV4_MAPPED" : otherwise;
        }
    }

    private static String sentence(IllegalArgumentException e) {
        var message = e.getMessage();
        return message == null || message.length() > 500 ? "This cannot be read." : message;
    }

    private static String plain(String text) {
        return text.strip().toLowerCase(Locale.ROOT);
    }
}
