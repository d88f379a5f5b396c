package io.holdfast.simulator.wire;

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
    private static final int DEFAULT_TIMEOUT = 600;
    private static final long LONGEST_TIMEOUT = 4_294_967_295L;

    private final SimulatedDevice device;
    private final Who who;
    private final StateData state;

    Operations(SimulatedDevice device, Who who) {
        this.device = device;
        this.who = who;
        this.state = new StateData(device);
    }

    /** Does what an rpc element asks. */
    Answer answer(Element rpc) {
        if (rpc.children().size() != 1) {
            return new Answer.No(RpcError.protocol("missing-element", "an rpc has one operation"));
        }
        var operation = rpc.children().getFirst();
        if (!operation.namespace().equals(NETCONF)) {
            return unknown(operation);
        }
        try {
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
        boolean pretend = device.fault() == Fault.OK_WITHOUT_EFFECT;
        return switch (operation.name()) {
            case "get" -> filtered(state.everything(), operation);
            case "get-config" -> filtered(stores.read(store(operation, "source")), operation);
            case "edit-config" -> {
                edit(operation, pretend);
                yield new Answer.Ok();
            }
            case "copy-config" -> {
                if (!pretend) {
                    stores.copy(who, store(operation, "source"), store(operation, "target"));
                }
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
            case "commit" -> pretend ? new Answer.Ok() : commit(operation);
            case "cancel-commit" -> {
                if (!pretend) {
                    stores.cancel(who, operation.textAt("", "persist-id"));
                }
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

    private Answer filtered(Element data, Element operation) throws Refused {
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

    private void edit(Element operation, boolean pretend) throws Refused {
        if (store(operation, "target") != Store.CANDIDATE) {
            throw new Refused(
                    RpcError.protocol("operation-not-supported", "only the candidate is edited"));
        }
        var config = operation.child("config").orElseThrow(() -> missing("<config> must be given"));
        var test = operation.textAt("test-then-set", "test-option");
        switch (test) {
            case "test-then-set", "set", "test-only" -> {
                if (!pretend) {
                    device.datastores()
                            .edit(
                                    who,
                                    config,
                                    operation.textAt("merge", "default-operation"),
                                    !test.equals("set"),
                                    !test.equals("test-only"));
                }
            }
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
            device.datastores().validate(store(operation, "source"));
        }
    }

    private Answer commit(Element operation) throws Refused {
        var persistId = operation.textAt("", "persist-id");
        if (operation.child("confirmed").isPresent()) {
            var timeout = timeout(operation.textAt("", "confirm-timeout"));
            device.datastores()
                    .commitOnTrial(
                            who,
                            Duration.ofSeconds(timeout),
                            operation.textAt("", "persist"),
                            persistId);
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
        device.datastores().commit(who, persistId);
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
