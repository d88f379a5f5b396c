package io.holdfast.apps.bench.proof;

import io.holdfast.apps.bench.Options;
import io.holdfast.apps.bench.Report;
import io.holdfast.apps.bench.Suite;
import io.holdfast.core.compile.CompiledSite;
import io.holdfast.core.compile.PolicyCompiler;
import io.holdfast.core.diff.BlastRadius;
import io.holdfast.core.diff.FlowDiff;
import io.holdfast.core.network.IpAddress;
import io.holdfast.core.network.Service;
import io.holdfast.core.site.Device;
import io.holdfast.core.site.DeviceRole;
import io.holdfast.core.site.DeviceSlot;
import io.holdfast.core.site.Port;
import io.holdfast.core.site.PortUse;
import io.holdfast.core.site.SiteId;
import io.holdfast.core.site.SitePlan;
import io.holdfast.core.verify.PacketSpace;
import io.holdfast.core.verify.RuleOrigins;
import io.holdfast.core.verify.SiteProof;
import io.holdfast.core.verify.Situation;
import io.holdfast.core.zone.Blueprint;
import io.holdfast.core.zone.Conduit;
import io.holdfast.core.zone.ConduitId;
import io.holdfast.core.zone.Endpoint;
import io.holdfast.core.zone.Scope;
import io.holdfast.core.zone.ZoneModel;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/**
 * What an approver waits for: one conduit more at a large site. Compiled, proved, the way to it
 * proved, flows compared and the blast radius counted, all from nothing, as the page does it.
 */
public final class WhatIfBench implements Suite {

    private static final double MOST_SECONDS = 1;

    /** Ends of conduits that no guardrail of the blueprint forbids. */
    private static final List<List<String>> ENDS =
            List.of(
                    List.of("it/reporting", "it-dmz/update-mirror"),
                    List.of("it-dmz/update-mirror", "ot-dmz/patch-server"),
                    List.of("ot/scada", "ot-dmz/historian"),
                    List.of("ot-dmz/jump-host", "ot/plc"));

    @Override
    public Kind kind() {
        return Kind.BENCH;
    }

    @Override
    public String name() {
        return "whatif";
    }

    @Override
    public String about() {
        return "one conduit more at a site of 50 devices and 500 conduits: proof, way, difference";
    }

    @Override
    public String usage() {
        return """
          --devices N  how many devices (50)
          --conduits N how many conduits (500)
          --runs N     how many times (11)
        """;
    }

    @Override
    public void run(Options options, Report report) {
        int devices = (int) options.number("devices", 50, 3, 250);
        int conduits = (int) options.number("conduits", 500, 1, 5000);
        int runs = (int) options.number("runs", 11, 1, 1000);
        options.done();
        report.parameter("devices", devices);
        report.parameter("conduits", conduits);
        report.parameter("runs", runs);
        var plan = plan(devices);
        for (int i = 0; i < 5; i++) {
            new Edit(model(conduits / 5), plan, i).look();
        }
        var sizes = List.of(conduits / 10, conduits / 3, conduits);
        for (int size : sizes) {
            var model = model(size);
            var seconds = new ArrayList<Double>();
            for (int i = 0; i < runs; i++) {
                var edit = new Edit(model, plan, i);
                seconds.add(Pairs.cpu(edit::look));
            }
            double median = Pairs.quantile(seconds, 0.5);
            report.figure(size + " conduits, median", median, "CPU-s");
            report.figure(size + " conduits, 90 %", Pairs.quantile(seconds, 0.9), "CPU-s");
            if (size == conduits && median > MOST_SECONDS) {
                report.failed("the approver waits " + median + " s of CPU, more than 1");
            }
        }
    }

    /** One conduit more than what runs. */
    private static final class Edit {

        private final ZoneModel model;
        private final SitePlan plan;
        private final CompiledSite running;
        private final ZoneModel asked;

        Edit(ZoneModel model, SitePlan plan, int number) {
            this.model = model;
            this.plan = plan;
            running = PolicyCompiler.compile(model, plan);
            asked = FleetBench.with(model, "asked", 40_000 + number);
        }

        void look() {
            var compiled = PolicyCompiler.compile(asked, plan);
            var space = PacketSpace.create();
            var before = Situation.of(model, plan, running.devices());
            var after = Situation.of(asked, plan, compiled.devices());
            var end = SiteProof.prove(space, after, RuleOrigins.UNKNOWN);
            var way =
                    SiteProof.proveTransition(
                            space, before, after, compiled.groups(), RuleOrigins.UNKNOWN);
            var diff = FlowDiff.between(space, before, after);
            var reach = BlastRadius.between(space, before, after, List.of());
            if (!end.holds() || !way.holds() || diff.possible().isEmpty()) {
                throw new IllegalStateException(
                        end.counterExamples() + " " + way.counterExamples() + " " + reach);
            }
        }
    }

    /** The reference site with field switches at its access switch. */
    private static SitePlan plan(int devices) {
        var plan = Blueprint.sitePlan(new SiteId("large"), "Large site", "Europe/Berlin", 1);
        var core = new DeviceSlot("sw-1");
        var all = new ArrayList<Device>();
        var trunks = new ArrayList<Port>();
        for (int i = plan.devices().size(); i < devices; i++) {
            var slot = new DeviceSlot("field-" + i);
            trunks.add(new Port("x-" + i, new PortUse.Trunk(slot, "up")));
            all.add(
                    new Device(
                            slot,
                            DeviceRole.SWITCH,
                            "Field switch",
                            IpAddress.of("10.1.99." + (20 + i % 200)),
                            true,
                            List.of(
                                    new Port("up", new PortUse.Trunk(core, "x-" + i)),
                                    new Port("p1", new PortUse.Access(Blueprint.OT)))));
        }
        for (var device : plan.devices()) {
            var ports = new ArrayList<>(device.ports());
            if (device.slot().equals(core)) {
                ports.addAll(trunks);
            }
            all.add(device.with(ports));
        }
        return plan.with(plan.zones(), all);
    }

    private static ZoneModel model(int count) {
        var reference = Blueprint.reference();
        var conduits = new ArrayList<>(reference.conduits());
        for (int i = conduits.size(); i < count; i++) {
            var ends = ENDS.get(i % ENDS.size());
            conduits.add(
                    new Conduit(
                            new ConduitId("c-" + i),
                            "Conduit " + i,
                            Endpoint.of(ends.getFirst()),
                            Endpoint.of(ends.getLast()),
                            List.of(
                                    i % 5 == 0
                                            ? Service.udp(2000 + 7 * i)
                                            : Service.tcp(2000 + 7 * i)),
                            "measured",
                            "plant-operations",
                            LocalDate.of(2027, 6, 1),
                            new Scope.EverySite()));
        }
        return reference.with(conduits);
    }
}
