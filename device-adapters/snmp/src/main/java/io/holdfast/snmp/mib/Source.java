package io.holdfast.snmp.mib;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.snmp4j.smi.OID;

/**
 * Where one fact about a device stands, and what must be read to know it. Sources are tried in
 * order; the first that tells something wins.
 */
public interface Source {

    /**
     * What has to be read.
     *
     * @param whole whether everything below is meant, or this one object
     */
    record Read(OID oid, boolean whole) {}

    /** Given the system group, what to read for this source. */
    List<Read> reads(Walk system);

    /** The fact, if the device told it. */
    Optional<String> find(Walk walk);

    /** One object, as in 1.3.6.1.2.1.1.5.0. */
    static Source scalar(String oid) {
        return object(_ -> new OID(oid));
    }

    /** One object below the device's own sysObjectID. */
    static Source below(String suffix) {
        return object(walk -> {
            var oid = new OID(walk.sysObjectId());
            oid.append(suffix);
            return oid;
        });
    }

    /** One object whose identifier follows from the system group. */
    static Source object(Function<Walk, OID> where) {
        return new Source() {
            @Override
            public List<Read> reads(Walk system) {
                return List.of(new Read(where.apply(system), false));
            }

            @Override
            public Optional<String> find(Walk walk) {
                return told(walk.text(where.apply(walk)));
            }
        };
    }

    /** The first row of a column that says something. */
    static Source first(String column) {
        var oid = new OID(column);
        return new Source() {
            @Override
            public List<Read> reads(Walk system) {
                return List.of(new Read(oid, true));
            }

            @Override
            public Optional<String> find(Walk walk) {
                return walk.under(oid).values().stream()
                        .map(Walk::text)
                        .flatMap(text -> told(text).stream())
                        .findFirst();
            }
        };
    }

    /** The first group of a pattern in sysDescr. Patterns here must not backtrack without end. */
    static Source descr(String pattern) {
        return computed(Walk::sysDescr).matching(pattern);
    }

    /** Something that follows from tables that are read anyway. */
    static Source computed(Function<Walk, String> how) {
        return new Source() {
            @Override
            public List<Read> reads(Walk system) {
                return List.of();
            }

            @Override
            public Optional<String> find(Walk walk) {
                return told(how.apply(walk));
            }
        };
    }

    /** Says nothing. */
    static Source nowhere() {
        return computed(_ -> "");
    }

    /** A text with a brace pair for each part; says nothing unless every part does. */
    static Source joined(String format, Source... parts) {
        return new Source() {
            @Override
            public List<Read> reads(Walk system) {
                var reads = new ArrayList<Read>();
                for (var part : parts) {
                    reads.addAll(part.reads(system));
                }
                return reads;
            }

            @Override
            public Optional<String> find(Walk walk) {
                var text = format;
                for (var part : parts) {
                    var found = part.find(walk);
                    if (found.isEmpty()) {
                        return Optional.empty();
                    }
                    int at = text.indexOf("{}");
                    text = text.substring(0, at) + found.get() + text.substring(at + 2);
                }
                return told(text);
            }
        };
    }

    /** This, and where it says nothing, the other. */
    default Source or(Source other) {
        var self = this;
        return new Source() {
            @Override
            public List<Read> reads(Walk system) {
                var reads = new ArrayList<>(self.reads(system));
                reads.addAll(other.reads(system));
                return reads;
            }

            @Override
            public Optional<String> find(Walk walk) {
                return self.find(walk).or(() -> other.find(walk));
            }
        };
    }

    /** The same, but only where the other says something. */
    default Source onlyWith(Source other) {
        var self = this;
        return new Source() {
            @Override
            public List<Read> reads(Walk system) {
                return self.or(other).reads(system);
            }

            @Override
            public Optional<String> find(Walk walk) {
                return other.find(walk).flatMap(_ -> self.find(walk));
            }
        };
    }

    /**
     * What the first group of the pattern that took part holds; nothing where it does not match.
     */
    default Source matching(String pattern) {
        var compiled = Pattern.compile(pattern);
        return then(text -> {
            var matcher = compiled.matcher(text);
            if (!matcher.find()) {
                return "";
            }
            for (int i = 1; i <= matcher.groupCount(); i++) {
                var group = matcher.group(i);
                if (group != null) {
                    return group;
                }
            }
            return matcher.groupCount() > 0 ? "" : matcher.group();
        });
    }

    /** The same with every match of the pattern replaced. */
    default Source replacing(String pattern, String by) {
        var compiled = Pattern.compile(pattern);
        return then(text -> compiled.matcher(text).replaceAll(by));
    }

    /** The same, rewritten. */
    default Source then(UnaryOperator<String> rewriting) {
        var self = this;
        return new Source() {
            @Override
            public List<Read> reads(Walk system) {
                return self.reads(system);
            }

            @Override
            public Optional<String> find(Walk walk) {
                return self.find(walk).flatMap(text -> told(rewriting.apply(text)));
            }
        };
    }

    /** A text that says something; what agents write for "nothing" does not. */
    static Optional<String> told(String text) {
        var stripped = text.strip();
        return switch (stripped) {
            case "", "N/A", "n/a", "NA", "None", "none", "unknown", "Unknown", "UNKNOWN", "0.0" ->
                    Optional.empty();
            default -> Optional.of(stripped);
        };
    }
}
