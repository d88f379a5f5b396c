package io.holdfast.simulator;

import io.holdfast.simulator.clock.TickClock;
import io.holdfast.simulator.xml.Element;
import io.holdfast.simulator.xml.MalformedXml;
import io.holdfast.simulator.xml.XmlReader;
import io.holdfast.simulator.xml.XmlWriter;
import io.holdfast.spi.DeviceSession;
import io.holdfast.spi.OpenResult;
import io.holdfast.spi.Rendered;
import io.holdfast.spi.Subtree;
import io.holdfast.spi.contract.DeviceSessionContract;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;

/** The door in process keeps the promises of every session; its time is told, not waited for. */
class InProcessSessionTest extends DeviceSessionContract {

    private final TickClock clock = new TickClock(Instant.parse("2026-11-23T08:00:00Z"));
    private SimulatedDevice firewall;
    private SimulatorTransport transport;

    @BeforeEach
    void start() {
        var site = new SimulatedSite(DemoPlan.description(), clock);
        firewall = site.device("fw-1").orElseThrow();
        transport = new SimulatorTransport(List.of(site));
        try (var session = open()) {
            session.stage(before());
            session.apply(TRIAL, "setup");
            session.confirm("setup");
        }
    }

    @Override
    protected DeviceSession open() {
        var opened =
                transport.open(
                        SimulatorTransport.addressOf(firewall),
                        DemoPlan.LOGIN.user(),
                        DemoPlan.LOGIN.password().toCharArray(),
                        firewall.hostKey(),
                        Duration.ofSeconds(1));
        return switch (opened) {
            case OpenResult.Open(var session) -> session;
            case OpenResult.Unreachable _, OpenResult.LoginRefused _, OpenResult.HostKeyChanged _ ->
                    throw new AssertionError(opened.toString());
        };
    }

    @Override
    protected List<Subtree> owned() {
        return List.of(
                new Subtree("ietf-interfaces", "interfaces", Configs.IF),
                new Subtree("ietf-access-control-list", "acls", Configs.ACL));
    }

    @Override
    protected Rendered before() {
        return rendered("before");
    }

    @Override
    protected Rendered after() {
        return rendered("after");
    }

    private static Rendered rendered(String marker) {
        var port =
                "<interface><name>lan0</name><description>"
                        + marker
                        + "</description><type>ianaift:ethernetCsmacd</type></interface>";
        return new Rendered(
                "ietf",
                Configs.interfaces(
                                        port,
                                        Configs.subinterface(
                                                "lan0.99", "10.1.99.1", "2001:db8:1:99::1"))
                                .replace("<interfaces ", "<interfaces nc:operation='replace' ")
                        + Configs.acls(Configs.list("list-" + marker, false, Configs.drop()), "")
                                .replace(
                                        "<acls ",
                                        "<acls xmlns:nc='"
                                                + Configs.NC
                                                + "' nc:operation='replace' "));
    }

    @Override
    protected boolean means(String running, Rendered told) {
        return plain(running).equals(plain(told.text()));
    }

    private static String plain(String text) {
        try {
            return XmlWriter.flat(bare(XmlReader.read("<c>" + text + "</c>")));
        } catch (MalformedXml e) {
            throw new AssertionError(e);
        }
    }

    private static Element bare(Element element) {
        return element.bare()
                .withChildren(element.children().stream().map(InProcessSessionTest::bare).toList());
    }

    @Override
    protected void letPass(Duration time) {
        clock.advance(time);
    }
}
