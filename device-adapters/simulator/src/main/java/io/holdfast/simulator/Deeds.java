package io.holdfast.simulator;

import io.holdfast.simulator.datastore.Datastores;
import io.holdfast.simulator.datastore.Datastores.Store;
import io.holdfast.simulator.datastore.HistoryEntry.Cause;
import io.holdfast.simulator.datastore.Refused;
import io.holdfast.simulator.datastore.Who;
import io.holdfast.simulator.xml.Element;
import java.time.Duration;

/**
 * What a device does when it is asked to change, with the lie it has at the moment: for both doors
 * the same. An answer that is not a refusal is ok, done or not.
 */
public final class Deeds {

    private final SimulatedDevice device;
    private final Datastores stores;

    public Deeds(SimulatedDevice device) {
        this.device = device;
        this.stores = device.datastores();
    }

    private boolean has(Fault lie) {
        return device.fault() == lie;
    }

    public void edit(Who who, Element config, String operation, boolean test, boolean set)
            throws Refused {
        stores.edit(who, config, operation, test, set && !has(Fault.OK_WITHOUT_EFFECT));
    }

    public void validate(Who who, Store store) throws Refused {
        stores.validate(store);
        if (has(Fault.VALIDATE_LOSES_THE_CHANGE)) {
            stores.discard(who);
        }
    }

    public void copy(Who who, Store from, Store to) throws Refused {
        boolean pretends =
                has(Fault.OK_WITHOUT_EFFECT)
                        || (to == Store.STARTUP && has(Fault.STARTUP_NOT_SAVED));
        if (!pretends) {
            stores.copy(who, from, to);
        }
    }

    public void commitOnTrial(Who who, Duration timeout, String persist, String persistId)
            throws Refused {
        if (has(Fault.OK_WITHOUT_EFFECT) || has(Fault.COMMIT_WITHOUT_EFFECT)) {
            return;
        }
        if (has(Fault.TRIAL_IS_PERMANENT)) {
            stores.commit(who, "");
            return;
        }
        stores.commitOnTrial(who, timeout, persist, persistId);
        if (has(Fault.TRIAL_NEVER_ENDS)) {
            stores.stopTimer();
        }
    }

    public void commit(Who who, String persistId) throws Refused {
        if (has(Fault.OK_WITHOUT_EFFECT)) {
            return;
        }
        stores.commit(who, has(Fault.TRIAL_IS_PERMANENT) ? "" : persistId);
    }

    public void cancel(Who who, String persistId) throws Refused {
        boolean pretends =
                has(Fault.OK_WITHOUT_EFFECT)
                        || has(Fault.TRIAL_IS_PERMANENT)
                        || has(Fault.CANCEL_WITHOUT_EFFECT);
        if (!pretends) {
            stores.cancel(who, persistId);
        }
    }

    /** The session that put something on trial is gone. */
    void endTrialOf(Who who) {
        var token = stores.trialToken();
        var last =
                stores.history().reversed().stream()
                        .filter(entry -> entry.cause() == Cause.ON_TRIAL)
                        .findFirst();
        if (token.isPresent() && last.isPresent() && last.get().session() == who.session()) {
            try {
                stores.cancel(who, token.get());
            } catch (Refused e) {
                // somebody else ended it first: the same end
            }
        }
    }
}
