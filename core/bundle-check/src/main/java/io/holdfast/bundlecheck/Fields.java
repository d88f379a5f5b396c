package io.holdfast.bundlecheck;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

/** The members of one object, taken out one by one; what nobody took is a fault. */
final class Fields {

    private final String what;
    private final Map<String, Json> left;

    private Fields(String what, Map<String, Json> left) {
        this.what = what;
        this.left = left;
    }

    static Fields of(String what, Json json) {
        if (!(json instanceof Json.Members(var all))) {
            throw new NotThisForm(what + " is an object");
        }
        return new Fields(what, new TreeMap<>(all));
    }

    /** Nothing else may stand in the object. */
    void end() {
        if (!left.isEmpty()) {
            throw new NotThisForm(
                    what + " has no field \"" + left.keySet().iterator().next() + "\"");
        }
    }

    Json take(String name) {
        return maybe(name).orElseThrow(() -> new NotThisForm(what + " has a field " + name));
    }

    Optional<Json> maybe(String name) {
        return Optional.ofNullable(left.remove(name));
    }

    String text(String name) {
        if (!(take(name) instanceof Json.Text(var value))) {
            throw new NotThisForm(what + "." + name + " is a string");
        }
        return value;
    }

    /** A string that has one spelling only. */
    <T> T spelled(String name, Function<String, T> reading) {
        return spelled(what + "." + name, text(name), reading);
    }

    static <T> T spelled(String what, String text, Function<String, T> reading) {
        T value;
        try {
            value = reading.apply(text);
        } catch (IllegalArgumentException | DateTimeException e) {
            throw new NotThisForm(what + ": " + e.getMessage());
        }
        if (!String.valueOf(value).equals(text)) {
            throw new NotThisForm(what + " is spelled " + value);
        }
        return value;
    }

    Instant moment(String name) {
        return spelled(name, Instant::parse);
    }

    byte[] base64(String name) {
        return base64(what + "." + name, take(name));
    }

    static byte[] base64(String what, Json json) {
        if (!(json instanceof Json.Text(var text))) {
            throw new NotThisForm(what + " is base64");
        }
        try {
            var bytes = Base64.getDecoder().decode(text);
            if (Base64.getEncoder().encodeToString(bytes).equals(text)) {
                return bytes;
            }
        } catch (IllegalArgumentException e) {
            // The same fault as one that is spelled otherwise.
        }
        throw new NotThisForm(what + " is not base64 in its one spelling");
    }

    long number(String name) {
        return number(what + "." + name, take(name));
    }

    static long number(String what, Json json) {
        if (!(json instanceof Json.Digits(var digits))) {
            throw new NotThisForm(what + " is a whole number");
        }
        try {
            return Long.parseLong(digits);
        } catch (NumberFormatException e) {
            throw new NotThisForm(what + " is out of range");
        }
    }

    int small(String name) {
        return small(what + "." + name, take(name));
    }

    static int small(String what, Json json) {
        long value = number(what, json);
        if (value != (int) value) {
            throw new NotThisForm(what + " is out of range");
        }
        return (int) value;
    }

    <T> List<T> list(String name, Function<Json, T> each) {
        return list(what + "." + name, take(name), each);
    }

    static <T> List<T> list(String what, Json json, Function<Json, T> each) {
        if (!(json instanceof Json.Items(var all))) {
            throw new NotThisForm(what + " is an array");
        }
        return all.stream().map(each).toList();
    }
}
