package io.holdfast.simulator.wire;

import io.holdfast.simulator.datastore.RpcError;
import io.holdfast.simulator.xml.Element;
import java.util.List;

/** A device's answer to one request. */
sealed interface Answer {

    record Ok() implements Answer {}

    /** The children of the data element. */
    record Data(List<Element> data) implements Answer {
        public Data {
            data = List.copyOf(data);
        }
    }

    /** The same for get-data, whose data element is of another namespace (RFC 8526). */
    record NmdaData(List<Element> data) implements Answer {
        public NmdaData {
            data = List.copyOf(data);
        }
    }

    record No(RpcError error) implements Answer {}

    /** Yes, and goodbye. */
    record Bye() implements Answer {}

    /** Nothing at all. */
    record Silence() implements Answer {}
}
