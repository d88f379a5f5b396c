package io.holdfast.netconf;

import io.holdfast.spi.xml.XmlElement;
import java.util.List;

/** What an rpc-reply says, by its content. */
sealed interface Reply {

    record Ok() implements Reply {}

    /** The data element of a get or get-config. */
    record Data(XmlElement data) implements Reply {}

    /** At least one error that is not a warning. */
    record Errors(List<RpcError> errors) implements Reply {
        public Errors {
            errors = List.copyOf(errors);
        }

        RpcError first() {
            return errors.getFirst();
        }

        String inWords() {
            var words = errors.stream().limit(3).map(RpcError::inWords).toList();
            int more = errors.size() - words.size();
            return String.join("; ", words) + (more > 0 ? "; and " + more + " more" : "");
        }
    }

    /** Reads the rpc-reply. A reply that is neither is not taken for a yes. */
    static Reply of(XmlElement reply, Masking masking) throws Broken {
        var errors =
                reply.children(Rpc.BASE, "rpc-error")
                        .map(error -> RpcError.of(error, masking))
                        .filter(error -> !error.warning())
                        .toList();
        if (!errors.isEmpty()) {
            return new Errors(errors);
        }
        var data = reply.child(Rpc.BASE, "data").or(() -> reply.child(Reads.NMDA, "data"));
        if (data.isPresent()) {
            return new Data(data.get());
        }
        if (reply.child(Rpc.BASE, "ok").isPresent()) {
            return new Ok();
        }
        throw new Broken("the device's reply is neither ok nor data nor an error");
    }
}
