package io.holdfast.simulator.wire;

import io.holdfast.simulator.SimulatedDevice;
import io.holdfast.simulator.xml.Element;
import java.util.ArrayList;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a device says of itself beside its configuration: hardware, software, modules, port states.
 */
final class StateData {

    private static final String SYSTEM = "urn:ietf:params:xml:ns:yang:ietf-system";
    private static final String INTERFACES = "urn:ietf:params:xml:ns:yang:ietf-interfaces";
    private static final String BRIDGE = "urn:ieee:std:802.1Q:yang:ieee802-dot1q-bridge";

    private final SimulatedDevice device;

    StateData(SimulatedDevice device) {
        this.device = device;
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
                                SYSTEM,
                                "os-name",
                                DeviceStatements.SOFTWARE.substring(
                                        0, DeviceStatements.SOFTWARE.indexOf(' '))),
                        Element.leaf(
                                SYSTEM,
                                "os-release",
                                DeviceStatements.SOFTWARE.substring(
                                        DeviceStatements.SOFTWARE.indexOf(' ') + 1)),
                        Element.leaf(SYSTEM, "os-version", DeviceStatements.SOFTWARE),
                        Element.leaf(SYSTEM, "machine", device.description().model())));
    }

    private Element hardware() {
        var type =
                Element.leaf(DeviceStatements.HARDWARE, "class", "ianahw:chassis")
                        .withPrefixes(
                                new TreeMap<>(Map.of("ianahw", DeviceStatements.IANA_HARDWARE)));
        return Element.tree(
                DeviceStatements.HARDWARE,
                "hardware",
                Element.tree(
                        DeviceStatements.HARDWARE,
                        "component",
                        Element.leaf(DeviceStatements.HARDWARE, "name", "chassis"),
                        type,
                        Element.leaf(
                                DeviceStatements.HARDWARE, "mfg-name", DeviceStatements.VENDOR),
                        Element.leaf(
                                DeviceStatements.HARDWARE,
                                "model-name",
                                device.description().model()),
                        Element.leaf(
                                DeviceStatements.HARDWARE,
                                "serial-num",
                                device.description().serial()),
                        Element.leaf(
                                DeviceStatements.HARDWARE,
                                "software-rev",
                                DeviceStatements.SOFTWARE)));
    }

    private Element library() {
        var modules = new ArrayList<Element>();
        modules.add(
                Element.leaf(
                        DeviceStatements.LIBRARY,
                        "module-set-id",
                        DeviceStatements.moduleSet(device)));
        for (var module : DeviceStatements.modules(device)) {
            modules.add(
                    Element.tree(
                            DeviceStatements.LIBRARY,
                            "module",
                            Element.leaf(DeviceStatements.LIBRARY, "name", module.name()),
                            Element.leaf(DeviceStatements.LIBRARY, "revision", module.revision()),
                            Element.leaf(DeviceStatements.LIBRARY, "namespace", module.namespace()),
                            Element.leaf(
                                    DeviceStatements.LIBRARY, "conformance-type", "implement")));
        }
        return Element.tree(DeviceStatements.LIBRARY, "modules-state", modules);
    }
}
