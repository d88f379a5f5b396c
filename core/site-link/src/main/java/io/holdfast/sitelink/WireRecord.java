package io.holdfast.sitelink;

import io.holdfast.core.AddedLater;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * A record as an object with exactly its components as fields. Absent may be a nullable one, and
 * one that was {@link AddedLater} and says nothing; such a one must be absent then, so that a value
 * has one spelling.
 */
final class WireRecord extends WireForm {

    private final Class<?> type;
    private final String[] names;
    private final Method[] accessors;
    private final WireForm[] forms;
    private final boolean[] mayBeAbsent;

    /** What an absent component added later means; null for every other component. */
    private final @Nullable Object[] silent;

    private final Constructor<?> constructor;

    WireRecord(Class<?> type) {
        this.type = type;
        var components = type.getRecordComponents();
        names = Arrays.stream(components).map(RecordComponent::getName).toArray(String[]::new);
        accessors =
                Arrays.stream(components).map(RecordComponent::getAccessor).toArray(Method[]::new);
        forms = new WireForm[components.length];
        mayBeAbsent = new boolean[components.length];
        silent = new @Nullable Object[components.length];
        for (int i = 0; i < components.length; i++) {
            forms[i] = of(components[i].getGenericType());
            mayBeAbsent[i] = components[i].getAnnotatedType().isAnnotationPresent(Nullable.class);
            accessors[i].setAccessible(true);
            if (components[i].isAnnotationPresent(AddedLater.class)) {
                silent[i] = forms[i].silent();
            }
        }
        constructor = canonical(type, components);
        constructor.setAccessible(true);
    }

    private static Constructor<?> canonical(Class<?> type, RecordComponent[] components) {
        var types =
                Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
        try {
            return type.getDeclaredConstructor(types);
        } catch (NoSuchMethodException e) {
            throw new IllegalStateException("a record without its canonical constructor", e);
        }
    }

    /** The variant of a sealed type that has no fields. */
    @Override
    Object silent() {
        try {
            return constructor.newInstance();
        } catch (ReflectiveOperationException | IllegalArgumentException e) {
            throw new IllegalStateException(type.getSimpleName() + " says something", e);
        }
    }

    @Override
    void write(JsonGenerator out, Object value) {
        out.writeStartObject();
        writeFields(out, value);
        out.writeEndObject();
    }

    void writeFields(JsonGenerator out, Object value) {
        for (int i = 0; i < names.length; i++) {
            var field = field(value, i);
            if (field != null && field.equals(silent[i])) {
                continue;
            }
            if (field != null) {
                out.writeName(names[i]);
                forms[i].write(out, field);
            } else if (!mayBeAbsent[i]) {
                throw new IllegalStateException(type.getSimpleName() + "." + names[i] + " is null");
            }
        }
    }

    private @Nullable Object field(Object value, int index) {
        try {
            return accessors[index].invoke(value);
        } catch (IllegalAccessException | InvocationTargetException e) {
            throw new IllegalStateException("a record that does not show its component", e);
        }
    }

    @Override
    Object read(JsonParser in) {
        expect(in, JsonToken.START_OBJECT, "an object (" + type.getSimpleName() + ")");
        in.nextToken();
        return readFields(in);
    }

    /** Reads from the first field name, or from the object's end if there is none. */
    Object readFields(JsonParser in) {
        var values = new @Nullable Object[names.length];
        while (in.currentToken() != JsonToken.END_OBJECT) {
            int index = index(in, in.currentName());
            in.nextToken();
            if (in.currentToken() == JsonToken.VALUE_NULL && mayBeAbsent[index]) {
                in.nextToken();
                continue;
            }
            values[index] = forms[index].read(in);
            if (values[index].equals(silent[index])) {
                throw malformed(
                        in, "the field \"" + names[index] + "\" says nothing and is left out");
            }
            in.nextToken();
        }
        for (int i = 0; i < names.length; i++) {
            if (values[i] == null && silent[i] != null) {
                values[i] = silent[i];
            }
            if (values[i] == null && !mayBeAbsent[i]) {
                throw malformed(in, "the field \"" + names[i] + "\" is missing");
            }
        }
        return make(in, values);
    }

    private int index(JsonParser in, String name) {
        for (int i = 0; i < names.length; i++) {
            if (names[i].equals(name)) {
                return i;
            }
        }
        throw malformed(in, type.getSimpleName() + " has no such field");
    }

    private Object make(JsonParser in, @Nullable Object[] values) {
        try {
            return constructor.newInstance(values);
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof IllegalArgumentException refused) {
                throw malformed(in, String.valueOf(refused.getMessage()));
            }
            throw new IllegalStateException("a record that breaks instead of refusing", e);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("a record that cannot be made", e);
        }
    }
}
