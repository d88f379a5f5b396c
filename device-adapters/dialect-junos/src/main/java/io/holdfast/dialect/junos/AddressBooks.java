package io.holdfast.dialect.junos;

import io.holdfast.core.network.Family;
import io.holdfast.core.network.InterfaceAddress;
import io.holdfast.core.network.IpAddress;
import io.holdfast.core.network.Prefix;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads address books: the global one, attached ones, and the older ones inside a zone. */
final class AddressBooks {

    static final String GLOBAL = "global";

    private final Map<String, Book> byZone = new HashMap<>();
    private final Book global = new Book();

    /** Entries and sets of one book; an entry that is not understood says why when it is used. */
    private static final class Book {
        final Map<String, Prefix> entries = new HashMap<>();
        final Map<String, List<String>> sets = new HashMap<>();
        final Map<String, String> unknown = new HashMap<>();
    }

    void readAll(Part security) {
        for (var book : security.each("address-book")) {
            book.remarks()
                    .carryOut(() -> {
                        read(book);
                    });
        }
    }

    private void read(Part part) {
        var name = part.name();
        var zones = new ArrayList<String>();
        for (var attach : part.each("attach")) {
            attach.each("zone")
                    .forEach(zone -> {
                        zones.add(zone.name());
                        zone.done();
                    });
            attach.done();
        }
        var book = name.equals(GLOBAL) ? global : new Book();
        zones.forEach(zone -> byZone.put(zone, book));
        fill(part, book);
        part.ignore("description");
        part.done();
    }

    /** A book inside a zone, as older releases had them. */
    void readInside(String zone, Part part) {
        var book = new Book();
        byZone.put(zone, book);
        fill(part, book);
        part.done();
    }

    private static void fill(Part part, Book book) {
        for (var entry : part.each("address")) {
            var name = entry.name();
            try {
                book.entries.put(name, entry(entry));
            } catch (Remarks.NoModel e) {
                book.unknown.put(name, String.valueOf(e.getMessage()));
            }
        }
        for (var set : part.each("address-set")) {
            set.remarks()
                    .carryOut(() -> {
                        var members = new ArrayList<String>();
                        for (var kind : List.of("address", "address-set")) {
                            for (var member : set.each(kind)) {
                                members.add(member.name());
                                member.doneOrNoModel();
                            }
                        }
                        book.sets.put(set.name(), members);
                        set.ignore("description");
                        set.doneOrNoModel();
                    });
        }
    }

    private static Prefix entry(Part entry) {
        entry.ignore("description");
        var range = entry.child("range-address");
        if (range.isPresent()) {
            var first = range.get().name();
            var last =
                    range.get()
                            .child("to")
                            .flatMap(to -> to.text("range-high"))
                            .map(String::strip)
                            .orElse(first);
            entry.name();
            entry.doneOrNoModel();
            return entry.value(() -> Prefix.spanning(IpAddress.of(first), IpAddress.of(last)))
                    .orElseThrow(() -> entry.noModel("no model for a range that is no prefix"));
        }
        var prefix = entry.text("ip-prefix").map(String::strip);
        entry.name();
        entry.doneOrNoModel();
        var text = prefix.orElseThrow(() -> entry.noModel("is no prefix"));
        return entry.value(
                () -> text.indexOf('/') < 0 ? Prefix.of(text) : InterfaceAddress.of(text).subnet());
    }

    /** The prefixes of one family that a policy's addresses mean, seen from a zone. */
    List<Prefix> meant(Part part, String zone, List<String> names, Family family) {
        var found = new ArrayList<Prefix>();
        for (var name : names) {
            resolve(part, zone, name, found, new HashSet<>());
        }
        return found.stream().filter(p -> p.family() == family).distinct().toList();
    }

    private void resolve(
            Part part, String zone, String name, List<Prefix> found, Set<String> inside) {
        switch (name) {
            case "any" -> {
                found.add(Prefix.EVERY_IPV4);
                found.add(Prefix.EVERY_IPV6);
            }
            case "any-ipv4" -> found.add(Prefix.EVERY_IPV4);
            case "any-ipv6" -> found.add(Prefix.EVERY_IPV6);
            default -> named(part, zone, name, found, inside);
        }
    }

    private void named(
            Part part, String zone, String name, List<Prefix> found, Set<String> inside) {
        if (!inside.add(name)) {
            throw part.noModel("the address set " + name + " holds itself");
        }
        for (var book : books(zone)) {
            var entry = Optional.ofNullable(book.entries.get(name));
            if (entry.isPresent()) {
                found.add(entry.get());
                inside.remove(name);
                return;
            }
            var set = Optional.ofNullable(book.sets.get(name));
            if (set.isPresent()) {
                set.get().forEach(member -> resolve(part, zone, member, found, inside));
                inside.remove(name);
                return;
            }
            var why = Optional.ofNullable(book.unknown.get(name));
            if (why.isPresent()) {
                throw part.noModel("the address " + name + " is not understood: " + why.get());
            }
        }
        throw part.noModel("no address " + name);
    }

    private List<Book> books(String zone) {
        var own = Optional.ofNullable(byZone.get(zone));
        return own.map(book -> List.of(book, global)).orElse(List.of(global));
    }
}
