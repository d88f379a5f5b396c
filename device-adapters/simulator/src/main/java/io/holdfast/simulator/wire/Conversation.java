package io.holdfast.simulator.wire;

import io.holdfast.simulator.Fault;
import io.holdfast.simulator.SimulatedDevice;
import io.holdfast.simulator.datastore.RpcError;
import io.holdfast.simulator.datastore.Who;
import io.holdfast.simulator.xml.Element;
import io.holdfast.simulator.xml.MalformedXml;
import io.holdfast.simulator.xml.XmlReader;
import io.holdfast.simulator.xml.XmlWriter;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One NETCONF session as the device lives it: hello, requests one by one, goodbye. */
final class Conversation implements Runnable {

    private static final Logger LOG = LoggerFactory.getLogger(Conversation.class);
    private static final String BASE = "urn:ietf:params:netconf:base:";
    private static final String CAPABILITY = "urn:ietf:params:netconf:capability:";

    private final SimulatedDevice device;
    private final Who who;
    private final Framing framing;
    private final Runnable hangUp;
    private final Notices notices;
    private final Operations operations;

    Conversation(
            SimulatedDevice device, Who who, InputStream in, OutputStream out, Runnable hangUp) {
        this.device = device;
        this.who = who;
        this.framing = new Framing(in, out);
        this.hangUp = hangUp;
        this.notices = new Notices(device, event -> framing.write(text(event)));
        this.operations = new Operations(device, who, notices);
    }

    @Override
    public void run() {
        try {
            framing.write(text(hello()));
            if (heardHello()) {
                while (heardRequest()) {
                    // one request after the other, in order (RFC 6241 section 4.5)
                }
            }
        } catch (IOException e) {
            LOG.debug("{} session {} ended: {}", device.slot(), who.session(), e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            notices.close();
            device.disconnected(who);
            hangUp.run();
        }
    }

    private Element hello() {
        var capabilities = new ArrayList<Element>();
        for (var one : capabilities()) {
            capabilities.add(Element.leaf(Operations.NETCONF, "capability", one));
        }
        return Element.tree(
                Operations.NETCONF,
                "hello",
                Element.tree(Operations.NETCONF, "capabilities", capabilities),
                Element.leaf(Operations.NETCONF, "session-id", Long.toString(who.session())));
    }

    private List<String> capabilities() {
        var all =
                new ArrayList<>(
                        List.of(
                                BASE + "1.0",
                                BASE + "1.1",
                                CAPABILITY + "candidate:1.0",
                                CAPABILITY + "confirmed-commit:1.1",
                                CAPABILITY + "validate:1.1",
                                CAPABILITY + "startup:1.0",
                                CAPABILITY + "notification:1.0",
                                CAPABILITY + "interleave:1.0",
                                CAPABILITY + "with-defaults:1.0?basic-mode=explicit",
                                CAPABILITY
                                        + "yang-library:1.0?revision=2016-06-21&module-set-id="
                                        + DeviceStatements.moduleSet(device)));
        for (var module : DeviceStatements.modules(device)) {
            all.add(
                    module.namespace()
                            + "?module="
                            + module.name()
                            + "&revision="
                            + module.revision());
        }
        return all;
    }

    private boolean heardHello() throws IOException {
        Element hello;
        try {
            hello = XmlReader.read(framing.read());
        } catch (MalformedXml e) {
            return false;
        }
        if (!hello.is(Operations.NETCONF, "hello") || hello.child("session-id").isPresent()) {
            return false;
        }
        var said =
                hello.child("capabilities").map(c -> c.all("capability")).orElse(List.of()).stream()
                        .map(Element::trimmed)
                        .toList();
        if (said.contains(BASE + "1.1")) {
            framing.chunk();
            return true;
        }
        return said.contains(BASE + "1.0");
    }

    private boolean heardRequest() throws IOException, InterruptedException {
        Element rpc;
        try {
            rpc = XmlReader.read(framing.read());
        } catch (MalformedXml e) {
            framing.write(
                    text(
                            reply(
                                    Element.tree(Operations.NETCONF, "rpc"),
                                    new Answer.No(
                                            new RpcError(
                                                    "rpc",
                                                    "malformed-message",
                                                    String.valueOf(e.getMessage()),
                                                    "",
                                                    java.util.Map.of())))));
            return false;
        }
        if (!rpc.is(Operations.NETCONF, "rpc")) {
            return false;
        }
        if (rpc.attribute("", "message-id").isEmpty()) {
            framing.write(
                    text(
                            reply(
                                    rpc,
                                    new Answer.No(
                                            new RpcError(
                                                    "rpc",
                                                    "missing-attribute",
                                                    "an rpc has a message-id",
                                                    "",
                                                    java.util.Map.of(
                                                            "bad-attribute", "message-id",
                                                            "bad-element", "rpc"))))));
            return true;
        }
        return answered(rpc);
    }

    private boolean answered(Element rpc) throws IOException, InterruptedException {
        var answer = operations.answer(rpc);
        boolean commit = rpc.child("commit").isPresent();
        if (answer instanceof Answer.Silence || device.fault() == Fault.SILENT) {
            return true;
        }
        if (commit && device.fault() == Fault.COMMIT_ANSWER_LOST) {
            return false;
        }
        var reply = reply(rpc, answer);
        if (!Mischief.spoiled(device.fault(), framing, reply)) {
            framing.write(text(reply));
        }
        notices.answered();
        if (commit && device.fault() == Fault.DROP_AFTER_COMMIT) {
            return false;
        }
        return !(answer instanceof Answer.Bye);
    }

    private static Element reply(Element rpc, Answer answer) {
        var content =
                switch (answer) {
                    case Answer.Ok _, Answer.Bye _, Answer.Silence _ ->
                            Element.tree(Operations.NETCONF, "ok");
                    case Answer.Data(var data) -> Element.tree(Operations.NETCONF, "data", data);
                    case Answer.NmdaData(var data) -> Element.tree(Operations.NMDA, "data", data);
                    case Answer.No(var error) -> error(error);
                };
        return new Element(
                Operations.NETCONF,
                "rpc-reply",
                rpc.attributes(),
                new java.util.TreeMap<>(),
                "",
                List.of(content));
    }

    private static Element error(RpcError error) {
        var parts = new ArrayList<Element>();
        parts.add(leaf("error-type", error.type()));
        parts.add(leaf("error-tag", error.tag()));
        parts.add(leaf("error-severity", "error"));
        var appTag = error.info().get("error-app-tag");
        if (appTag != null) {
            parts.add(leaf("error-app-tag", appTag));
        }
        if (!error.path().isEmpty()) {
            parts.add(leaf("error-path", error.path()));
        }
        parts.add(leaf("error-message", error.message()));
        var info =
                error.info().entrySet().stream()
                        .filter(e -> !e.getKey().equals("error-app-tag"))
                        .sorted(java.util.Map.Entry.comparingByKey())
                        .map(e -> leaf(e.getKey(), e.getValue()))
                        .toList();
        if (!info.isEmpty()) {
            parts.add(Element.tree(Operations.NETCONF, "error-info", info));
        }
        return Element.tree(Operations.NETCONF, "rpc-error", parts);
    }

    private static Element leaf(String name, String text) {
        return Element.leaf(Operations.NETCONF, name, text);
    }

    private static byte[] text(Element element) {
        return ("<?xml version=\"1.0\" encoding=\"UTF-8\"?>" + XmlWriter.flat(element))
                .getBytes(StandardCharsets.UTF_8);
    }
}
