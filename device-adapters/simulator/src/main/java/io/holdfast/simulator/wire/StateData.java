package io.holdfast.simulator.wire;

import io.holdfast.simulator.SimulatedDevice;
import io.holdfast.simulator.datastore.YangModule;
import io.holdfast.simulator.xml.Element;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a device says of itself beside its configuration: hardware, software, modules, port states.
 */
final class StateData {

    private static final String HARDWARE = "urn:ietf:params:xml:ns:yang:ietf-hardware";
    private static final String IANA_HARDWARE = "urn:ietf:params:xml:ns:yang:iana-hardware";
    private static final String SYSTEM = "urn:ietf:params:xml:ns:yang:ietf-system";
    private static final String LIBRARY = "urn:ietf:params:xml:ns:yang:ietf-yang-library";
    private static final String INTERFACES = "urn:ietf:params:xml:ns:yang:ietf-interfaces";
    private static final String BRIDGE = "urn:ieee:std:802.1Q:yang:ieee802-dot1q-bridge";

    /** Software of the simulated devices, as a vendor names a release. */
    static final String SOFTWARE = "SimOS 4.2.1";

    static final String VENDOR = "Holdfast Simulation";

    private final SimulatedDevice device;

    StateData(SimulatedDevice device) {
        this.device = device;
    }

    /**
     * The modules a device lists in hello and library: those with configuration, and those with
     * state.
     */
    static List<YangModule> modules(SimulatedDevice device) {
        var modules = new ArrayList<>(device.datastores().schema().modules());
        modules.add(new YangModule("hw", "ietf-hardware", "2018-03-13", HARDWARE));
        modules.add(new YangModule("ianahw", "iana-hardware", "2018-03-13", IANA_HARDWARE));
        modules.add(new YangModule("yanglib", "ietf-yang-library", "2016-06-21", LIBRARY));
        return modules;
    }

    /** Configuration and state, as get returns it. */
    Element everything() {
        var running = device.datastores().running();
        var parts = new ArrayList<Element>();
        for (var top : running.children()) {
            parts.add(top.is(INTERFACES, "interfaces") ? withPortStates(top) : top);
        }
        parts.add(platform());
        parts.add(hardware());
        parts.add(library());
        return running.withChildren(parts);
    }

    private Element withPortStates(Element interfaces) {
        var numbered = device.description().ports().stream().sorted().toList();
        var plane = device.plane();
        var shown = new ArrayList<Element>();
        int index = 0;
        for (var one : interfaces.children()) {
            index++;
            var name = one.textAt("", "name");
            boolean up = one.textAt("true", "enabled").equals("true") && plane.isPresent();
            var children = new ArrayList<Element>();
            for (var child : one.children()) {
                children.add(
                        child.is(BRIDGE, "bridge-port") && numbered.contains(name)
                                ? child.plus(
                                        Element.leaf(
                                                BRIDGE,
                                                "port-number",
                                                Integer.toString(numbered.indexOf(name) + 1)))
                                : child);
            }
            children.add(Element.leaf(INTERFACES, "admin-status", up ? "up" : "down"));
            children.add(Element.leaf(INTERFACES, "oper-status", up ? "up" : "down"));
            children.add(Element.leaf(INTERFACES, "if-index", Integer.toString(index)));
            shown.add(one.withChildren(children));
        }
        return interfaces.withChildren(shown);
    }

    private Element platform() {
        return Element.tree(
                SYSTEM,
                "system-state",
                Element.tree(
                        SYSTEM,
                        "platform",
                        Element.leaf(
                                SYSTEM, "os-name", SOFTWARE.substring(0, SOFTWARE.indexOf(' '))),
                        Element.leaf(
                                SYSTEM,
                                "os-release",
                                SOFTWARE.substring(SOFTWARE.indexOf(' ') + 1)),
                        Element.leaf(SYSTEM, "os-version", SOFTWARE),
                        Element.leaf(SYSTEM, "machine", device.description().model())));
    }

    private Element hardware() {
        var type =
                Element.leaf(HARDWARE, "class", "ianahw:chassis")
                        .withPrefixes(new TreeMap<>(Map.of("ianahw", IANA_HARDWARE)));
        return Element.tree(
                HARDWARE,
                "hardware",
                Element.tree(
                        HARDWARE,
                        "component",
                        Element.leaf(HARDWARE, "name", "chassis"),
                        type,
                        Element.leaf(HARDWARE, "mfg-name", VENDOR),
                        Element.leaf(HARDWARE, "model-name", device.description().model()),
                        Element.leaf(HARDWARE, "serial-num", device.description().serial()),
                        Element.leaf(HARDWARE, "software-rev", SOFTWARE)));
    }

    private Element library() {
        var modules = new ArrayList<Element>();
        modules.add(Element.leaf(LIBRARY, "module-set-id", moduleSet(device)));
        for (var module : modules(device)) {
            modules.add(
                    Element.tree(
                            LIBRARY,
                            "module",
                            Element.leaf(LIBRARY, "name", module.name()),
                            Element.leaf(LIBRARY, "revision", module.revision()),
                            Element.leaf(LIBRARY, "namespace", module.namespace()),
                            Element.leaf(LIBRARY, "conformance-type", "implement")));
        }
        return Element.tree(LIBRARY, "modules-state", modules);
    }

    static String moduleSet(SimulatedDevice device) {
        return "sim-" + device.description().role();
    }
}
