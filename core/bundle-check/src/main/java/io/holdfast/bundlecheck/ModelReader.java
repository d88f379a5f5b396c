package io.holdfast.bundlecheck;

import io.holdfast.core.AddedLater;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Reads plans, models and configurations: an object for a record with one field for each of its
 * components, as docs/formats/bundle.md says. What a record refuses is refused here.
 */
final class ModelReader {

    private ModelReader() {}

    static <T> T read(Class<T> type, Json json) {
        return type.cast(value(type.getSimpleName(), type, json));
    }

    private static Object value(String what, Type type, Json json) {
        if (type instanceof ParameterizedType list && list.getRawType() == List.class) {
            var element = list.getActualTypeArguments()[0];
            return Fields.list(what, json, item -> value(what, element, item));
        }
        if (!(type instanceof Class<?> plain)) {
            throw new IllegalStateException(type + " has no form");
        }
        var word = Words.of(plain);
        if (word.isPresent()) {
            if (!(json instanceof Json.Text(var text))) {
                throw new NotThisForm(what + " is a string");
            }
            return Fields.spelled(what, text, word.get());
        }
        if (plain == int.class || plain == Integer.class) {
            return Fields.small(what, json);
        }
        if (plain == boolean.class) {
            if (!(json instanceof Json.Truth(var truth))) {
                throw new NotThisForm(what + " is true or false");
            }
            return truth;
        }
        if (plain.isRecord()) {
            return record(plain, Fields.of(plain.getSimpleName(), json));
        }
        if (plain.isSealed()) {
            return variant(plain, json);
        }
        throw new IllegalStateException(plain + " has no form");
    }

    private static Object record(Class<?> type, Fields fields) {
        var components = type.getRecordComponents();
        var values = new Object[components.length];
        for (int i = 0; i < components.length; i++) {
            values[i] = component(type, components[i], fields);
        }
        fields.end();
        return made(type, components, values);
    }

    private static Object component(Class<?> type, RecordComponent component, Fields fields) {
        var name = component.getName();
        var what = type.getSimpleName() + "." + name;
        if (!component.isAnnotationPresent(AddedLater.class)) {
            return value(what, component.getGenericType(), fields.take(name));
        }
        var silent = silent(component.getType());
        var said = fields.maybe(name).map(json -> value(what, component.getGenericType(), json));
        if (said.filter(silent::equals).isPresent()) {
            throw new NotThisForm(what + " says nothing and is left out");
        }
        return said.orElse(silent);
    }

    /** What a field means that came later and is not there. */
    private static Object silent(Class<?> type) {
        if (type == List.class) {
            return List.of();
        }
        if (type == boolean.class) {
            return false;
        }
        if (type == int.class) {
            return 0;
        }
        if (type.isEnum()) {
            return type.getEnumConstants()[0];
        }
        var first = variants(type).findFirst();
        return first.map(v -> made(v, v.getRecordComponents(), new Object[0]))
                .orElseThrow(() -> new IllegalStateException(type + " cannot say nothing"));
    }

    /** The first member says which it is. */
    private static Object variant(Class<?> sealed, Json json) {
        var what = sealed.getSimpleName();
        var first =
                json instanceof Json.Members(var all)
                        ? all.entrySet().stream().findFirst().filter(e -> e.getKey().equals("type"))
                        : Optional.<Map.Entry<String, Json>>empty();
        if (first.isEmpty() || !(first.get().getValue() instanceof Json.Text(var name))) {
            throw new NotThisForm("the first field of a " + what + " is its type");
        }
        var fields = Fields.of(what, json);
        fields.take("type");
        return variants(sealed)
                .filter(v -> kebab(v.getSimpleName()).equals(name))
                .findFirst()
                .map(v -> record(v, fields))
                .orElseThrow(() -> new NotThisForm("there is no " + what + " of type " + name));
    }

    private static Stream<Class<?>> variants(Class<?> sealed) {
        return Stream.of(sealed.getPermittedSubclasses())
                .flatMap(v -> v.isSealed() ? variants(v) : Stream.of(v));
    }

    private static String kebab(String name) {
        var kebab = new StringBuilder();
        for (int i = 0; i < name.length(); i++) {
            if (i > 0
                    && Character.isUpperCase(name.charAt(i))
                    && !Character.isUpperCase(name.charAt(i - 1))) {
                kebab.append('-');
            }
            kebab.append(name.charAt(i));
        }
        return kebab.toString().toLowerCase(Locale.ROOT);
    }

    private static Object made(Class<?> type, RecordComponent[] components, Object[] values) {
        try {
            var types =
                    Stream.of(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
            var constructor = type.getDeclaredConstructor(types);
            constructor.setAccessible(true);
            return constructor.newInstance(values);
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof IllegalArgumentException refused) {
                throw new NotThisForm(type.getSimpleName() + ": " + refused.getMessage());
            }
            throw new IllegalStateException("a record that breaks instead of refusing", e);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("a record that cannot be made", e);
        }
    }
}
