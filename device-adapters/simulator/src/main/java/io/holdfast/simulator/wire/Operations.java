package io.holdfast.simulator.wire;

import io.holdfast.simulator.Deeds;
import io.holdfast.simulator.Fault;
import io.holdfast.simulator.SimulatedDevice;
import io.holdfast.simulator.datastore.Datastores.Store;
import io.holdfast.simulator.datastore.Refused;
import io.holdfast.simulator.datastore.RpcError;
import io.holdfast.simulator.datastore.SubtreeFilter;
import io.holdfast.simulator.datastore.Who;
import io.holdfast.simulator.xml.Element;
import java.time.Duration;
import java.util.Optional;

/** Carries out the operations of RFC 6241 on one device for one session. */
final class Operations {

    static final String NETCONF = "urn:ietf:params:xml:ns:netconf:base:1.0";
    static final String NMDA = "urn:ietf:params:xml:ns:yang:ietf-netconf-nmda";
    private static final int DEFAULT_TIMEOUT = 600;
    private static final long LONGEST_TIMEOUT = 4_294_967_295L;

    private final SimulatedDevice device;
    private final Who who;
    private final Deeds deeds;
    private final Notices notices;
    private final StateData state;

    Operations(SimulatedDevice device, Who who, Notices notices) {
        this.device = device;
        this.notices = notices;
        this.who = who;
        this.deeds = new Deeds(device);
        this.state = new StateData(device);
    }

    /** Does what an rpc element asks. */
    Answer answer(Element rpc) {
        if (rpc.children().size() != 1) {
            return new Answer.No(RpcError.protocol("missing-element", "an rpc has one operation"));
        }
        var operation = rpc.children().getFirst();
        try {
            if (operation.is(NMDA, "get-data")) {
                return getData(operation);
            }
            if (operation.is(Notices.NAMESPACE, "create-subscription")) {
                return notices.subscribe(operation);
            }
            if (!operation.namespace().equals(NETCONF)) {
                return unknown(operation);
            }
            return carryOut(operation);
        } catch (Refused refused) {
            return new Answer.No(refused.error());
        }
    }

    private static Answer unknown(Element operation) {
        return new Answer.No(
                RpcError.protocol(
                        "operation-not-supported", "no such operation: " + operation.name()));
    }

    private Answer carryOut(Element operation) throws Refused {
        var stores = device.datastores();
        return switch (operation.name()) {
            case "get" -> filtered(state.everything(), operation);
            case "get-config" -> filtered(stores.read(store(operation, "source")), operation);
            case "edit-config" -> {
                edit(operation);
                yield new Answer.Ok();
            }
            case "copy-config" -> {
                deeds.copy(who, store(operation, "source"), store(operation, "target"));
                yield new Answer.Ok();
            }
            case "delete-config" ->
                    new Answer.No(
                            RpcError.protocol(
                                    "operation-not-supported", "this device keeps its datastores"));
            case "lock" -> {
                stores.lock(who, store(operation, "target"));
                yield new Answer.Ok();
            }
            case "unlock" -> {
                stores.unlock(who, store(operation, "target"));
                yield new Answer.Ok();
            }
            case "validate" -> {
                validate(operation);
                yield new Answer.Ok();
            }
            case "commit" -> commit(operation);
            case "cancel-commit" -> {
                deeds.cancel(who, operation.textAt("", "persist-id"));
                yield new Answer.Ok();
            }
            case "discard-changes" -> {
                stores.discard(who);
                yield new Answer.Ok();
            }
            case "kill-session" -> kill(operation);
            case "close-session" -> new Answer.Bye();
            default -> unknown(operation);
        };
    }

    /** RFC 8526 section 3.1.1; the datastore is an identity of RFC 8342. */
    private Answer getData(Element operation) throws Refused {
        var name = operation.textAt("", "datastore").strip();
        var data =
                switch (name.substring(name.indexOf(':') + 1)) {
                    case "operational" -> state.everything();
                    case "running" -> device.datastores().read(Store.RUNNING);
                    case "candidate" -> device.datastores().read(Store.CANDIDATE);
                    case "startup" -> device.datastores().read(Store.STARTUP);
                    default ->
                            throw new Refused(
                                    RpcError.protocol(
                                            "invalid-value", "no such datastore here: " + name));
                };
        var filter = operation.child("subtree-filter");
        return new Answer.NmdaData(
                filter.isPresent()
                        ? SubtreeFilter.select(data, filter.get()).children()
                        : data.children());
    }

    private Answer filtered(Element data, Element operation) throws Refused {
        var mode = operation.child("with-defaults");
        // basic-mode=explicit and no other: it is answered so anyway (RFC 6243 section 4.5.1).
        if (mode.isPresent() && !mode.get().trimmed().equals("explicit")) {
            throw new Refused(RpcError.protocol("invalid-value", "with-defaults is explicit here"));
        }
        var filter = operation.child("filter");
        if (filter.isEmpty()) {
            return new Answer.Data(data.children());
        }
        if (!filter.get().attribute("", "type").orElse("subtree").equals("subtree")) {
            throw new Refused(
                    RpcError.protocol("operation-not-supported", "only subtree filters are read"));
        }
        return new Answer.Data(SubtreeFilter.select(data, filter.get()).children());
    }

    private void edit(Element operation) throws Refused {
        if (store(operation, "target") != Store.CANDIDATE) {
            throw new Refused(
                    RpcError.protocol("operation-not-supported", "only the candidate is edited"));
        }
        var config = operation.child("config").orElseThrow(() -> missing("<config> must be given"));
        var test = operation.textAt("test-then-set", "test-option");
        switch (test) {
            case "test-then-set", "set", "test-only" ->
                    deeds.edit(
                            who,
                            config,
                            operation.textAt("merge", "default-operation"),
                            !test.equals("set"),
                            !test.equals("test-only"));
            default ->
                    throw new Refused(
                            RpcError.protocol("invalid-value", "no such test-option: " + test));
        }
    }

    private void validate(Element operation) throws Refused {
        var inline = operation.at("source", "config");
        if (inline.isPresent()) {
            device.datastores().validate(inline.get());
        } else {
            deeds.validate(who, store(operation, "source"));
        }
    }

    private Answer commit(Element operation) throws Refused {
        var persistId = operation.textAt("", "persist-id");
        if (operation.child("confirmed").isPresent()) {
            var timeout = timeout(operation.textAt("", "confirm-timeout"));
            deeds.commitOnTrial(
                    who, Duration.ofSeconds(timeout), operation.textAt("", "persist"), persistId);
            return new Answer.Ok();
        }
        if (operation.child("persist").isPresent()
                || operation.child("confirm-timeout").isPresent()) {
            throw missing("<confirmed> must be given with <persist> and <confirm-timeout>");
        }
        boolean keeps = device.datastores().trialToken().isPresent();
        if (keeps && device.fault() == Fault.CONFIRM_UNANSWERED) {
            return new Answer.Silence();
        }
        deeds.commit(who, persistId);
        return keeps && device.fault() == Fault.CONFIRM_DONE_UNANSWERED
                ? new Answer.Silence()
                : new Answer.Ok();
    }

    private static long timeout(String text) throws Refused {
        if (text.isEmpty()) {
            return DEFAULT_TIMEOUT;
        }
        if (!text.matches("[1-9][0-9]{0,9}") || Long.parseLong(text) > LONGEST_TIMEOUT) {
            throw new Refused(
                    RpcError.protocol("invalid-value", "a confirm-timeout is 1 or more seconds"));
        }
        return Long.parseLong(text);
    }

    private Answer kill(Element operation) throws Refused {
        var text = operation.textAt("", "session-id");
        if (!text.matches("[0-9]{1,10}")
                || Long.parseLong(text) == who.session()
                || !device.kill(Long.parseLong(text))) {
            throw new Refused(RpcError.protocol("invalid-value", "no such other session: " + text));
        }
        return new Answer.Ok();
    }

    private static Refused missing(String message) {
        return new Refused(RpcError.protocol("missing-element", message));
    }

    private static Store store(Element operation, String side) throws Refused {
        Optional<Element> named =
                operation.child(side).flatMap(s -> s.children().stream().findFirst());
        var name = named.map(Element::name).orElse("");
        return switch (name) {
            case "running" -> Store.RUNNING;
            case "candidate" -> Store.CANDIDATE;
            case "startup" -> Store.STARTUP;
            case "" -> throw missing("<" + side + "> must be given");
            default ->
                    throw new Refused(
                            RpcError.protocol(
                                    "operation-not-supported", "no such datastore here: " + name));
        };
    }
}
