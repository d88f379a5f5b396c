package io.holdfast.netconf;

import io.holdfast.core.observe.DeviceCapabilities;
import io.holdfast.core.observe.DeviceCapabilities.ConfirmedCommit;
import io.holdfast.spi.xml.XmlElement;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** What a device says of itself when a session begins (RFC 6241 section 8.1). */
record Hello(List<String> capabilities) {

    private static final String CAPABILITY = "urn:ietf:params:netconf:capability:";

    Hello {
        capabilities = List.copyOf(capabilities);
    }

    static Hello of(XmlElement hello) throws Broken {
        if (!hello.is(Rpc.BASE, "hello")) {
            throw new Broken("the device did not begin with a hello");
        }
        if (hello.child(Rpc.BASE, "session-id").isEmpty()) {
            throw new Broken("the device's hello has no session-id");
        }
        var said =
                hello.child(Rpc.BASE, "capabilities").stream()
                        .flatMap(list -> list.children(Rpc.BASE, "capability"))
                        .map(capability -> capability.text().strip())
                        .toList();
        var found = new Hello(said);
        if (!found.says("urn:ietf:params:netconf:base:1.0") && !found.chunked()) {
            throw new Broken("the device speaks neither base:1.0 nor base:1.1");
        }
        return found;
    }

    boolean chunked() {
        return says("urn:ietf:params:netconf:base:1.1");
    }

    boolean offers(String capability) {
        return says(CAPABILITY + capability);
    }

    /** A parameter of a capability, as basic-mode of with-defaults; empty if it is not there. */
    String parameter(String capability, String name) {
        return capabilities.stream()
                .filter(c -> c.startsWith(CAPABILITY + capability + "?"))
                .flatMap(c -> Arrays.stream(c.substring(c.indexOf('?') + 1).split("[&;]", -1)))
                .filter(p -> p.startsWith(name + "="))
                .map(p -> p.substring(name.length() + 1))
                .findFirst()
                .orElse("");
    }

    /** Capabilities carry parameters after a question mark. */
    private boolean says(String wanted) {
        return capabilities.stream().anyMatch(c -> c.equals(wanted) || c.startsWith(wanted + "?"));
    }

    /** The modules the hello itself lists (RFC 6020 section 5.6.4). */
    List<String> modules() {
        return capabilities.stream().flatMap(c -> module(c).stream()).toList();
    }

    private static Optional<String> module(String capability) {
        int question = capability.indexOf('?');
        if (question < 0) {
            return Optional.empty();
        }
        for (var parameter : capability.substring(question + 1).split("&", -1)) {
            if (parameter.startsWith("module=")) {
                return decoded(parameter.substring("module=".length()));
            }
        }
        return Optional.empty();
    }

    private static Optional<String> decoded(String raw) {
        try {
            var name = URLDecoder.decode(raw, StandardCharsets.UTF_8);
            return name.matches("[A-Za-z_][A-Za-z0-9._-]{0,127}")
                    ? Optional.of(name)
                    : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    DeviceCapabilities toCapabilities(List<String> modules) {
        var confirmed =
                offers("confirmed-commit:1.1")
                        ? ConfirmedCommit.V1_1
                        : offers("confirmed-commit:1.0")
                                ? ConfirmedCommit.V1_0
                                : ConfirmedCommit.NONE;
        return new DeviceCapabilities(
                offers("candidate:1.0"),
                confirmed,
                offers("validate:1.1") || offers("validate:1.0"),
                offers("startup:1.0"),
                offers("writable-running:1.0"),
                modules);
    }
}
