package io.holdfast.simulator.datastore;

import io.holdfast.simulator.xml.Element;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Judges a whole configuration as a device does before it runs it: references, what must be there.
 */
final class ConfigCheck {

    private final Element config;
    private final Map<List<String>, Set<String>> standing = new HashMap<>();

    private ConfigCheck(Element config) {
        this.config = config;
    }

    /** The first thing wrong with a configuration, if any. */
    static Optional<RpcError> firstProblem(Schema schema, Element config) {
        var check = new ConfigCheck(config);
        var problem = check.shape(schema.root(), config, "");
        return problem.isPresent() ? problem : check.sense();
    }

    private Optional<RpcError> shape(SchemaNode node, Element element, String path) {
        for (var needed : node.children()) {
            boolean must = needed.mandatory() || needed.isKeyOf(node);
            if (must && element.child(needed.namespace(), needed.name()).isEmpty()) {
                return Optional.of(
                        RpcError.application(
                                "data-missing",
                                "<" + needed.name() + "> must be given",
                                path + "/" + needed.name()));
            }
        }
        for (var child : element.children()) {
            var known = node.child(child);
            if (known.isEmpty()) {
                return Optional.of(
                        RpcError.application(
                                "unknown-element", "unknown", path + "/" + child.name()));
            }
            var here = path + "/" + child.name() + keyText(known.get(), child);
            var problem =
                    known.get().isLeaf()
                            ? leaf(known.get(), child, here)
                            : shape(known.get(), child, here);
            if (problem.isPresent()) {
                return problem;
            }
        }
        return Optional.empty();
    }

    private static String keyText(SchemaNode node, Element element) {
        var text = new StringBuilder();
        for (var key : node.keys()) {
            text.append('[').append(key).append("='").append(element.textAt("", key)).append("']");
        }
        return text.toString();
    }

    private Optional<RpcError> leaf(SchemaNode node, Element element, String path) {
        if (node.type() instanceof LeafType.Reference(var target)
                && !standing(target).contains(element.trimmed())) {
            return Optional.of(
                    new RpcError(
                            "application",
                            "data-missing",
                            "\""
                                    + element.trimmed()
                                    + "\" points to nothing at /"
                                    + String.join("/", target),
                            path,
                            Map.of("error-app-tag", "instance-required")));
        }
        return Optional.empty();
    }

    private Set<String> standing(List<String> target) {
        return standing.computeIfAbsent(target, t -> collect(List.of(config), t));
    }

    private static Set<String> collect(List<Element> from, List<String> path) {
        var here = from;
        for (var step : path) {
            here = here.stream().flatMap(e -> e.all(step).stream()).toList();
        }
        var found = new HashSet<String>();
        here.forEach(e -> found.add(e.trimmed()));
        return found;
    }

    /** What the models' must and when statements say, and what hardware refuses. */
    private Optional<RpcError> sense() {
        var problems = new ArrayList<RpcError>();
        for (var interfaces : config.all("interfaces")) {
            interfaces(interfaces, problems);
        }
        config.child("configuration").ifPresent(junos -> JunosCheck.problems(junos, problems));
        for (var acls : config.all("acls")) {
            acls.all("acl").forEach(acl -> accessList(acl, problems));
        }
        for (var bridges : config.all("bridges")) {
            bridges.all("bridge")
                    .forEach(b -> b.all("component").forEach(c -> component(c, problems)));
        }
        return problems.stream().findFirst();
    }

    private static void interfaces(Element interfaces, List<RpcError> problems) {
        var names = new HashSet<String>();
        var addresses = new HashMap<String, String>();
        interfaces.all("interface").forEach(i -> names.add(i.textAt("", "name")));
        for (var one : interfaces.all("interface")) {
            var name = one.textAt("", "name");
            var path = "/interfaces/interface[name='" + name + "']";
            if (one.at("type").map(Element::localText).orElse("").equals("l2vlan")) {
                int dot = name.lastIndexOf('.');
                if (dot < 1 || !name.substring(dot + 1).matches("[1-9][0-9]{0,3}")) {
                    problems.add(
                            invalid(
                                    "a subinterface is named PARENT.VLAN, not " + name,
                                    path + "/name"));
                } else if (!names.contains(name.substring(0, dot))) {
                    problems.add(
                            invalid(
                                    "the parent " + name.substring(0, dot) + " does not exist",
                                    path));
                }
            }
            for (var family : List.of("ipv4", "ipv6")) {
                for (var address : one.child(family).map(f -> f.all("address")).orElse(List.of())) {
                    var text = address.textAt("", "ip");
                    var other = addresses.put(text, name);
                    if (other != null) {
                        problems.add(
                                invalid(text + " is already on " + other, path + "/" + family));
                    }
                }
            }
        }
    }

    private static void accessList(Element acl, List<RpcError> problems) {
        var path = "/acls/acl[name='" + acl.textAt("", "name") + "']";
        var type = acl.at("type").map(Element::localText).orElse("");
        for (var ace : acl.child("aces").map(a -> a.all("ace")).orElse(List.of())) {
            var here = path + "/aces/ace[name='" + ace.textAt("", "name") + "']";
            var matches = ace.child("matches");
            for (var family : List.of("ipv4", "ipv6")) {
                if (matches.flatMap(m -> m.child(family)).isPresent()
                        && !type.equals(family + "-acl-type")) {
                    problems.add(
                            RpcError.application(
                                    "unknown-element",
                                    "a list of type " + type + " cannot match " + family,
                                    here));
                }
            }
            if (ace.at("actions", "forwarding").isEmpty()) {
                problems.add(
                        RpcError.application("data-missing", "<forwarding> must be given", here));
            }
            for (var protocol : List.of("tcp", "udp")) {
                for (var side : List.of("source-port", "destination-port")) {
                    matches.flatMap(m -> m.at(protocol, side))
                            .ifPresent(ports -> ports(ports, here + "/" + side, problems));
                }
            }
        }
    }

    private static void ports(Element ports, String path, List<RpcError> problems) {
        boolean lower = ports.child("lower-port").isPresent();
        boolean upper = ports.child("upper-port").isPresent();
        if (lower != upper) {
            problems.add(
                    RpcError.application(
                            "data-missing", "a range has lower-port and upper-port", path));
        } else if (lower
                && Integer.parseInt(ports.textAt("0", "lower-port"))
                        > Integer.parseInt(ports.textAt("0", "upper-port"))) {
            problems.add(
                    new RpcError(
                            "application",
                            "operation-failed",
                            "the lower-port must be less than or equal to the upper-port",
                            path,
                            Map.of("error-app-tag", "must-violation")));
        } else if (!lower && ports.child("port").isEmpty()) {
            problems.add(RpcError.application("data-missing", "<port> must be given", path));
        }
    }

    private static void component(Element component, List<RpcError> problems) {
        var known = new HashSet<String>();
        component
                .child("bridge-vlan")
                .ifPresent(v -> v.all("vlan").forEach(one -> known.add(one.textAt("", "vid"))));
        for (var entry :
                component
                        .child("filtering-database")
                        .map(f -> f.all("vlan-registration-entry"))
                        .orElse(List.of())) {
            for (var vid : Vids.read(entry.textAt("", "vids"))) {
                if (!known.contains(Integer.toString(vid))) {
                    problems.add(
                            invalid(
                                    "VLAN " + vid + " does not exist on this bridge",
                                    "/bridges/bridge/component/filtering-database"));
                }
            }
        }
    }

    private static RpcError invalid(String message, String path) {
        return RpcError.application("invalid-value", message, path);
    }
}
