package io.holdfast.controller.imports;

import io.holdfast.core.Names;
import io.holdfast.core.network.IpAddress;
import io.holdfast.core.network.Prefix;
import io.holdfast.core.site.DeviceRole;
import io.holdfast.core.site.DeviceSlot;
import io.holdfast.core.site.SiteId;
import io.holdfast.core.zone.ZoneName;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * Understands lines one by one, and finds what is there twice. Pure: what is known of the house
 * already is another's business.
 */
final class ImportReader {

    private static final Map<String, Set<String>> FIELDS =
            Map.of(
                    "site", Set.of("kind", "site", "name", "timeZone", "number"),
                    "device",
                            Set.of(
                                    "kind",
                                    "site",
                                    "slot",
                                    "role",
                                    "model",
                                    "address",
                                    "configured"),
                    "prefix", Set.of("kind", "site", "zone", "prefix"));

    private final List<ImportRow> rows = new ArrayList<>();
    private final List<ImportProblem> problems = new ArrayList<>();
    private final Map<String, Integer> seen = new HashMap<>();

    private ImportReader() {}

    /** What a file says. */
    record Understood(List<ImportRow> rows, List<ImportProblem> problems) {
        Understood {
            rows = List.copyOf(rows);
            problems = List.copyOf(problems);
        }
    }

    static Understood read(ImportFile.Lines file) {
        var reader = new ImportReader();
        reader.problems.addAll(file.problems());
        file.lines().forEach(reader::line);
        return new Understood(reader.rows, reader.problems);
    }

    private void line(RawLine line) {
        var kind = line.word("kind");
        var fields = FIELDS.get(kind);
        if (fields == null) {
            problem(line, "kind", "UNKNOWN_KIND", "A line is a site, a device or a prefix.");
            return;
        }
        int before = problems.size();
        for (var column : ImportFile.COLUMNS) {
            if (!fields.contains(column) && !line.word(column).isEmpty()) {
                problem(line, column, "NOT_OF_THIS_KIND", "A " + kind + " has no " + column + ".");
            }
        }
        var row =
                switch (kind) {
                    case "site" -> site(line);
                    case "device" -> device(line);
                    default -> prefix(line);
                };
        if (problems.size() == before) {
            row.filter(r -> first(line, r)).ifPresent(rows::add);
        }
    }

    private Optional<ImportRow> site(RawLine line) {
        var site = read(line, "site", SiteId::new);
        var number = read(line, "number", ImportReader::number);
        var name = needed(line, "name");
        var zone = needed(line, "timeZone");
        if (site.isEmpty() || number.isEmpty() || name.isEmpty() || zone.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(
                new ImportRow.Site(line.line(), site.get(), name.get(), zone.get(), number.get()));
    }

    private Optional<ImportRow> device(RawLine line) {
        var site = read(line, "site", SiteId::new);
        var slot = read(line, "slot", DeviceSlot::new);
        var role = read(line, "role", ImportReader::role);
        var model = read(line, "model", word -> Names.text("a device model", word, 100));
        var address = read(line, "address", IpAddress::of);
        var configured = read(line, "configured", ImportReader::truth);
        if (site.isEmpty()
                || slot.isEmpty()
                || role.isEmpty()
                || model.isEmpty()
                || address.isEmpty()
                || configured.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(
                new ImportRow.Device(
                        line.line(),
                        site.get(),
                        slot.get(),
                        role.get(),
                        model.get(),
                        address.get(),
                        configured.get()));
    }

    private Optional<ImportRow> prefix(RawLine line) {
        var site = read(line, "site", SiteId::new);
        var zone = read(line, "zone", ZoneName::new);
        var prefix = read(line, "prefix", Prefix::of);
        return site.isEmpty() || zone.isEmpty() || prefix.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        new ImportRow.ZonePrefix(
                                line.line(), site.get(), zone.get(), prefix.get()));
    }

    private boolean first(RawLine line, ImportRow row) {
        var keys = new TreeSet<String>();
        switch (row) {
            case ImportRow.Site s -> {
                keys.add("the site " + s.site());
                keys.add("the site number " + s.number());
            }
            case ImportRow.Device d -> {
                keys.add("the device " + d.site() + "/" + d.slot());
                keys.add("the address " + d.address() + " at " + d.site());
            }
            case ImportRow.ZonePrefix p -> keys.add("the prefix " + p.prefix() + " at " + p.site());
        }
        for (var key : keys) {
            var earlier = seen.putIfAbsent(key, line.line());
            if (earlier != null) {
                problem(
                        line,
                        "",
                        "TWICE",
                        Character.toUpperCase(key.charAt(0))
                                + key.substring(1)
                                + " stands in line "
                                + earlier
                                + " already.");
                return false;
            }
        }
        return true;
    }

    private Optional<String> needed(RawLine line, String field) {
        return read(line, field, word -> word);
    }

    private <T> Optional<T> read(RawLine line, String field, Function<String, T> reader) {
        var word = line.word(field);
        if (word.isBlank()) {
            problem(line, field, "MISSING", "A " + line.word("kind") + " needs its " + field + ".");
            return Optional.empty();
        }
        if (!word.equals(word.strip())) {
            problem(line, field, "BLANKS", "Blanks stand around this word.");
            return Optional.empty();
        }
        try {
            return Optional.of(reader.apply(word));
        } catch (IllegalArgumentException e) {
            problem(line, field, "NOT_VALID", String.valueOf(e.getMessage()));
            return Optional.empty();
        }
    }

    private static int number(String word) {
        if (!word.matches("0|[1-9][0-9]{0,8}")) {
            throw new IllegalArgumentException(
                    "a number is written in digits, without leading zeros");
        }
        return Integer.parseInt(word);
    }

    private static DeviceRole role(String word) {
        for (var role : DeviceRole.values()) {
            if (role.name().toLowerCase(Locale.ROOT).replace('_', '-').equals(word)) {
                return role;
            }
        }
        throw new IllegalArgumentException("a role is firewall, switch or access-point");
    }

    private static boolean truth(String word) {
        return switch (word) {
            case "yes", "true" -> true;
            case "no", "false" -> false;
            default -> throw new IllegalArgumentException("configured is yes or no");
        };
    }

    private void problem(RawLine line, String field, String code, String detail) {
        problems.add(new ImportProblem(line.line(), field, code, detail));
    }
}
