package io.holdfast.sitelink;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/** Lists and maps on the wire. */
final class WireCollections {

    private WireCollections() {}

    /** An array. */
    static final class ListForm extends WireForm {
        private final WireForm element;

        ListForm(WireForm element) {
            this.element = element;
        }

        @Override
        Object silent() {
            return List.of();
        }

        @Override
        void write(JsonGenerator out, Object value) {
            out.writeStartArray();
            for (var item : (List<?>) value) {
                element.write(out, item);
            }
            out.writeEndArray();
        }

        @Override
        Object read(JsonParser in) {
            expect(in, JsonToken.START_ARRAY, "an array");
            var items = new ArrayList<>();
            while (in.nextToken() != JsonToken.END_ARRAY) {
                items.add(element.read(in));
            }
            return Collections.unmodifiableList(items);
        }
    }

    /** An array of none or one. */
    static final class OptionalForm extends WireForm {
        private final WireForm element;

        OptionalForm(WireForm element) {
            this.element = element;
        }

        @Override
        Object silent() {
            return Optional.empty();
        }

        @Override
        void write(JsonGenerator out, Object value) {
            out.writeStartArray();
            ((Optional<?>) value).ifPresent(item -> element.write(out, item));
            out.writeEndArray();
        }

        @Override
        Object read(JsonParser in) {
            expect(in, JsonToken.START_ARRAY, "an array");
            if (in.nextToken() == JsonToken.END_ARRAY) {
                return Optional.empty();
            }
            var item = element.read(in);
            if (in.nextToken() != JsonToken.END_ARRAY) {
                throw malformed(in, "there is at most one here");
            }
            return Optional.of(item);
        }
    }

    /** An object whose names are values of one text type, sorted by it. */
    static final class MapForm extends WireForm {
        private final WireText key;
        private final WireForm value;

        MapForm(WireText key, WireForm value) {
            this.key = key;
            this.value = value;
        }

        @Override
        void write(JsonGenerator out, Object map) {
            out.writeStartObject();
            for (var entry : new TreeMap<>((Map<?, ?>) map).entrySet()) {
                out.writeName(key.text(entry.getKey()));
                value.write(out, entry.getValue());
            }
            out.writeEndObject();
        }

        @Override
        Object read(JsonParser in) {
            expect(in, JsonToken.START_OBJECT, "an object");
            var entries = new TreeMap<Object, Object>();
            while (in.nextToken() != JsonToken.END_OBJECT) {
                var name = key.parse(in, in.currentName());
                in.nextToken();
                entries.put(name, value.read(in));
            }
            return Collections.unmodifiableSortedMap(entries);
        }
    }
}
