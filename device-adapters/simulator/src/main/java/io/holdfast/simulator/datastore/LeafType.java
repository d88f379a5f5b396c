package io.holdfast.simulator.datastore;

import io.holdfast.core.network.Family;
import io.holdfast.core.network.InterfaceAddress;
import io.holdfast.core.network.IpAddress;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The values one leaf may have, and their canonical form (RFC 7950 section 9). */
sealed interface LeafType {

    /** The canonical form of a text, or empty if the text is no value of this type. */
    Optional<String> canonical(String text);

    /** No leaf: containers and lists have this. */
    record None() implements LeafType {
        @Override
        public Optional<String> canonical(String text) {
            return Optional.empty();
        }
    }

    record Text(int shortest, int longest) implements LeafType {
        @Override
        public Optional<String> canonical(String text) {
            return text.length() >= shortest && text.length() <= longest
                    ? Optional.of(text)
                    : Optional.empty();
        }
    }

    record Whole(long lowest, long highest) implements LeafType {
        @Override
        public Optional<String> canonical(String text) {
            var plain = text.strip();
            if (!plain.matches("[0-9]{1,10}")) {
                return Optional.empty();
            }
            long value = Long.parseLong(plain);
            return value < lowest || value > highest
                    ? Optional.empty()
                    : Optional.of(Long.toString(value));
        }
    }

    record Choice(List<String> values) implements LeafType {
        @Override
        public Optional<String> canonical(String text) {
            return Optional.of(text.strip()).filter(values::contains);
        }
    }

    /** An identityref; the prefix is the writer's own. Empty list: any identity. */
    record Identity(List<String> values) implements LeafType {
        @Override
        public Optional<String> canonical(String text) {
            var plain = text.strip();
            var local = plain.substring(plain.indexOf(':') + 1);
            boolean known =
                    values.isEmpty() ? local.matches("[A-Za-z_][\\w.-]*") : values.contains(local);
            return known ? Optional.of(plain) : Optional.empty();
        }
    }

    record Address(Family family) implements LeafType {
        @Override
        public Optional<String> canonical(String text) {
            try {
                return Optional.of(IpAddress.of(text.strip()))
                        .filter(a -> a.family() == family)
                        .map(IpAddress::toString);
            } catch (IllegalArgumentException e) {
                return Optional.empty();
            }
        }
    }

    /** A prefix; host bits are cleared, as RFC 6991 makes its canonical form. */
    record Block(Family family) implements LeafType {
        @Override
        public Optional<String> canonical(String text) {
            try {
                return Optional.of(InterfaceAddress.of(text.strip()).subnet())
                        .filter(p -> p.family() == family)
                        .map(Object::toString);
            } catch (IllegalArgumentException e) {
                return Optional.empty();
            }
        }
    }

    record Matching(String pattern) implements LeafType {
        @Override
        public Optional<String> canonical(String text) {
            return Optional.of(text.strip()).filter(t -> t.matches(pattern));
        }
    }

    /** A leafref: the value must stand at this path, checked when the whole is validated. */
    record Reference(List<String> path) implements LeafType {
        @Override
        public Optional<String> canonical(String text) {
            return Optional.of(text).filter(t -> !t.isBlank());
        }
    }

    /** Reads a type as the schema file writes it. */
    static LeafType of(String text) {
        int open = text.indexOf('(');
        var word = open < 0 ? text : text.substring(0, open);
        var inside = open < 0 ? "" : text.substring(open + 1, text.length() - 1);
        return switch (word) {
            case "string" -> {
                var ends = inside.split("\\.\\.", -1);
                yield new Text(Integer.parseInt(ends[0]), Integer.parseInt(ends[1]));
            }
            case "int" -> {
                var ends = inside.split("\\.\\.", -1);
                yield new Whole(Long.parseLong(ends[0]), Long.parseLong(ends[1]));
            }
            case "boolean" -> new Choice(List.of("true", "false"));
            case "enum" -> new Choice(List.of(inside.split("\\|")));
            case "identity" ->
                    new Identity(inside.isEmpty() ? List.of() : List.of(inside.split("\\|")));
            case "ipv4" -> new Address(Family.IPV4);
            case "ipv6" -> new Address(Family.IPV6);
            case "prefix4" -> new Block(Family.IPV4);
            case "prefix6" -> new Block(Family.IPV6);
            case "mac" -> new Matching("[0-9a-fA-F]{2}([-:][0-9a-fA-F]{2}){5}");
            case "vids" ->
                    new Matching(
                            "[1-9][0-9]{0,3}(-[1-9][0-9]{0,3})?(,[1-9][0-9]{0,3}(-[1-9][0-9]{0,3})?)*");
            case "ref" ->
                    new Reference(
                            Arrays.stream(inside.split("/")).filter(s -> !s.isEmpty()).toList());
            default -> throw new IllegalArgumentException("no such type in the schema: " + text);
        };
    }
}
