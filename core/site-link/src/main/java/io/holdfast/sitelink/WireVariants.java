package io.holdfast.sitelink;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/** A sealed type as an object whose first field {@code type} says which of its records it is. */
final class WireVariants extends WireForm {

    private static final String TYPE = "type";

    private final String what;
    private final List<Variant> variants = new ArrayList<>();

    private record Variant(String name, Class<?> type, WireRecord form) {}

    WireVariants(Class<?> sealed) {
        what = sealed.getSimpleName();
        collect(sealed);
    }

    private void collect(Class<?> sealed) {
        for (var permitted : sealed.getPermittedSubclasses()) {
            if (permitted.isSealed()) {
                collect(permitted);
                continue;
            }
            variants.add(
                    new Variant(
                            kebab(permitted.getSimpleName()),
                            permitted,
                            new WireRecord(permitted)));
        }
    }

    @Override
    Object silent() {
        return variants.getFirst().form.silent();
    }

    static String kebab(String name) {
        return name.replaceAll("(?<=[a-z0-9])(?=[A-Z])", "-").toLowerCase(Locale.ROOT);
    }

    @Override
    void write(JsonGenerator out, Object value) {
        for (var variant : variants) {
            if (variant.type == value.getClass()) {
                out.writeStartObject();
                out.writeName(TYPE);
                out.writeString(variant.name);
                variant.form.writeFields(out, value);
                out.writeEndObject();
                return;
            }
        }
        throw new IllegalStateException(value.getClass() + " is not a " + what);
    }

    @Override
    Object read(JsonParser in) {
        expect(in, JsonToken.START_OBJECT, "an object (" + what + ")");
        if (in.nextToken() != JsonToken.PROPERTY_NAME || !TYPE.equals(in.currentName())) {
            throw malformed(in, "the first field of a " + what + " is \"type\"");
        }
        in.nextToken();
        expect(in, JsonToken.VALUE_STRING, "a string (the type)");
        var name = in.getString();
        for (var variant : variants) {
            if (variant.name.equals(name)) {
                in.nextToken();
                return variant.form.readFields(in);
            }
        }
        throw malformed(in, "no such type of " + what);
    }
}
