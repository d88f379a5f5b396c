package io.holdfast.netconf;

import io.holdfast.core.observe.BehaviourTable;
import io.holdfast.core.observe.DeviceBehaviour;
import io.holdfast.core.observe.DeviceBehaviour.Kind;
import java.time.Instant;
import java.util.List;

/**
 * Where a device type does other than its hello says. Each row was seen on a real server; a type
 * without a row is taken at its word, watched, and read back like every other.
 */
final class KnownServers {

    private KnownServers() {}

    static BehaviourTable of(List<String> modules, Instant now) {
        if (modules.contains("yuma123-system") || modules.contains("yuma-system")) {
            var why = "it lists module yuma123-system; netconfd of yuma123 2.13 does so";
            return new BehaviourTable(
                    List.of(
                            new DeviceBehaviour(Kind.VALIDATE_LOSES_THE_CHANGE, why, now),
                            new DeviceBehaviour(Kind.LOCKS_STOP_THE_REVERT, why, now)));
        }
        return BehaviourTable.EMPTY;
    }
}
