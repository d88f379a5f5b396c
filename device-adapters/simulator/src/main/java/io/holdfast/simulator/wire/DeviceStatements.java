package io.holdfast.simulator.wire;

import io.holdfast.simulator.SimulatedDevice;
import io.holdfast.simulator.datastore.YangModule;
import java.util.ArrayList;
import java.util.List;

/** What every door of a device says alike: vendor, software, modules. */
public final class DeviceStatements {

    /** Software of the simulated devices, as a vendor names a release. */
    public static final String SOFTWARE = "SimOS 4.2.1";

    public static final String VENDOR = "Holdfast Simulation";

    static final String HARDWARE = "urn:ietf:params:xml:ns:yang:ietf-hardware";
    static final String IANA_HARDWARE = "urn:ietf:params:xml:ns:yang:iana-hardware";
    static final String LIBRARY = "urn:ietf:params:xml:ns:yang:ietf-yang-library";

    private DeviceStatements() {}

    /** The modules a device lists: those with configuration, and those with state only. */
    public static List<YangModule> modules(SimulatedDevice device) {
        var modules = new ArrayList<>(device.datastores().schema().modules());
        modules.add(new YangModule("hw", "ietf-hardware", "2018-03-13", HARDWARE));
        modules.add(new YangModule("ianahw", "iana-hardware", "2018-03-13", IANA_HARDWARE));
        modules.add(new YangModule("yanglib", "ietf-yang-library", "2016-06-21", LIBRARY));
        modules.add(new YangModule("nmda", "ietf-netconf-nmda", "2019-01-07", Operations.NMDA));
        modules.add(
                new YangModule("ncn", "ietf-netconf-notifications", "2012-02-06", Notices.CHANGES));
        return modules;
    }

    static String moduleSet(SimulatedDevice device) {
        return "sim-" + device.description().role();
    }
}
