package io.holdfast.dialect.junos;

import io.holdfast.dialect.junos.Remarks.NoModel;
import io.holdfast.spi.xml.XmlElement;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * One statement while it is read. Whatever nobody asked for by the time {@link #done} is called
 * becomes a remark; a deactivated statement is no part of what the device does, and is remarked.
 */
final class Part {

    private static final Set<String> GROUPS =
            Set.of("apply-groups", "apply-groups-except", "apply-macro", "apply-path");

    private final XmlElement element;
    private final String path;
    private final Remarks remarks;
    private final Set<XmlElement> taken = Collections.newSetFromMap(new IdentityHashMap<>());
    private final List<XmlElement> children;

    Part(XmlElement element, String path, Remarks remarks) {
        this.element = element;
        this.remarks = remarks;
        this.path = path.isEmpty() ? element.name() : path + " " + element.name() + key(element);
        this.children = element.children().stream().filter(this::active).toList();
        element.attributes().stream()
                .filter(a -> a.name().equals("group"))
                .forEach(a -> remarks.add(this.path, "comes from group " + a.value()));
    }

    private boolean active(XmlElement child) {
        if (isOurs(child)) {
            return false;
        }
        if (GROUPS.contains(child.name())) {
            remarks.add(path, child.name() + " " + child.text().strip() + " is not expanded");
            return false;
        }
        boolean off =
                child.attributes().stream()
                        .anyMatch(a ->
                                a.name().equals("inactive")
                                        || (a.name().equals("operation")
                                                && a.value().equals("delete")));
        if (off) {
            remarks.add(path, child.name() + key(child) + " is deactivated and left out");
        }
        return !off;
    }

    /** The one group that is read where it stands. */
    private boolean isOurs(XmlElement child) {
        return child.name().equals("apply-groups")
                && element.name().equals(Junos.CONFIGURATION)
                && child.text().strip().equals(Junos.GROUP)
                && child.attributes().stream().noneMatch(a -> a.name().equals("inactive"));
    }

    /** Whether the whole configuration inherits this group. */
    boolean applies(String group) {
        return group.equals(Junos.GROUP) && element.children().stream().anyMatch(this::isOurs);
    }

    /** The entry of a list that has this name; the others are not looked at. */
    Optional<Part> entry(String list, String name) {
        ignore(list);
        return children.stream()
                .filter(c -> c.name().equals(list) && key(c).equals(" " + name))
                .findFirst()
                .map(c -> new Part(c, path, remarks));
    }

    /** The texts of what stands on a path below, without looking at anything beside it. */
    List<String> textsBelow(String first, String second) {
        return children.stream()
                .filter(c -> c.name().equals(first))
                .flatMap(c -> c.children().stream())
                .filter(c -> c.name().equals(second))
                .map(c -> c.text().strip())
                .toList();
    }

    private static String key(XmlElement element) {
        return element.children().stream()
                .filter(c -> c.name().equals("name"))
                .findFirst()
                .map(c -> " " + c.text().strip())
                .orElse("");
    }

    String path() {
        return path;
    }

    Remarks remarks() {
        return remarks;
    }

    List<Part> each(String name) {
        return children.stream()
                .filter(c -> c.name().equals(name))
                .map(c -> {
                    taken.add(c);
                    return new Part(c, path, remarks);
                })
                .toList();
    }

    Optional<Part> child(String name) {
        var all = each(name);
        if (all.size() > 1) {
            throw noModel(name + " stands twice");
        }
        return all.stream().findFirst();
    }

    /** Follows names, one of each. */
    Optional<Part> at(String... names) {
        var here = Optional.of(this);
        for (var name : names) {
            here = here.flatMap(part -> part.child(name));
        }
        return here;
    }

    /** Whether a statement without content stands here, as in permit or disable. */
    boolean has(String name) {
        return child(name)
                .map(part -> {
                    part.done();
                    return true;
                })
                .orElse(false);
    }

    Optional<String> text(String name) {
        return child(name).map(part -> part.element.text());
    }

    List<String> texts(String name) {
        return each(name).stream().map(part -> part.element.text().strip()).toList();
    }

    String name() {
        return text("name").map(String::strip).orElseThrow(() -> noModel("has no name"));
    }

    /** The name as it stands, where a space is a space. */
    String exactName() {
        return text("name").orElseThrow(() -> noModel("has no name"));
    }

    String ownText() {
        return element.text().strip();
    }

    /** Looks past statements that decide nothing Holdfast speaks of. */
    void ignore(String... names) {
        for (var name : names) {
            children.stream().filter(c -> c.name().equals(name)).forEach(taken::add);
        }
    }

    /** Remarks what was not asked for; never throws, so that the rest is still understood. */
    void done() {
        for (var child : children) {
            if (!taken.contains(child)) {
                remarks.add(path, "no model for " + child.name() + key(child));
            }
        }
        if (!element.children().isEmpty() && !element.text().isBlank()) {
            remarks.add(path, "text between statements");
        }
    }

    /** As {@link #done}, where what is not understood makes the whole object not understood. */
    void doneOrNoModel() {
        for (var child : children) {
            if (!taken.contains(child)) {
                throw noModel("no model for " + child.name() + key(child));
            }
        }
        boolean hidden = element.children().size() != children.size();
        if (hidden) {
            throw noModel("is left out, for part of it is");
        }
    }

    <T> T value(Supplier<T> reader) {
        try {
            return reader.get();
        } catch (IllegalArgumentException e) {
            throw noModel(String.valueOf(e.getMessage()));
        }
    }

    int number(String text, int first, int last) {
        if (text.matches("0|[1-9][0-9]{0,8}")) {
            int value = Integer.parseInt(text);
            if (value >= first && value <= last) {
                return value;
            }
        }
        throw noModel("not a number from " + first + " to " + last + ": " + text);
    }

    NoModel noModel(String what) {
        return new NoModel(path, what);
    }
}
