package io.holdfast.controller.policies;

import io.holdfast.controller.policies.store.PolicyStore;
import io.holdfast.controller.scope.Refused;
import io.holdfast.core.site.SitePlan;
import io.holdfast.core.zone.ModelCheck;
import io.holdfast.core.zone.ZoneModel;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The revisions of the policy, for the other features of the centre. It asks no rights: each use
 * case that leads here has asked. A revision is added, never changed.
 */
@Component
public class PolicyBook {

    private final PolicyStore store;
    private final TransactionTemplate reading;

    PolicyBook(PolicyStore store, PlatformTransactionManager transactions) {
        this.store = store;
        this.reading = new TransactionTemplate(transactions);
        this.reading.setReadOnly(true);
    }

    /**
     * The newest revision, read in a transaction of its own: for who then works on it for a while,
     * and must not keep a connection meanwhile.
     */
    public PolicyInForce read() {
        return Objects.requireNonNull(reading.execute(_ -> current()));
    }

    /** What was in force then, read in the same way. */
    Optional<PolicyInForce> readAt(Instant then) {
        return Objects.requireNonNull(reading.execute(_ -> store.at(then)));
    }

    /** An older revision, read in the same way. */
    Optional<PolicyInForce> read(long revision) {
        return Objects.requireNonNull(reading.execute(_ -> revision(revision)));
    }

    /** The newest revision. */
    @Transactional(propagation = Propagation.MANDATORY)
    public PolicyInForce current() {
        return store.newest().orElseGet(PolicyStore::beforeTheFirst);
    }

    /** An older revision. */
    @Transactional(propagation = Propagation.MANDATORY)
    public Optional<PolicyInForce> revision(long revision) {
        return store.revision(revision);
    }

    /** Makes sure that the revision just read stays the newest until this transaction ends. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void hold() {
        store.hold();
    }

    /** The first revision of a new organisation: zones and guardrails, no conduit yet. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void begin(ZoneModel model) {
        store.append(
                new ZoneModel(model.zones(), List.of(), model.guardrails()),
                List.of(),
                Optional.empty());
    }

    /** A revision in which the plans of these sites are known as well. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void addSites(List<SitePlan> added) {
        store.hold();
        var current = current();
        var plans = new ArrayList<>(current.plans());
        plans.addAll(added);
        plans.sort(Comparator.comparing(SitePlan::site));
        var problems = ModelCheck.check(current.model(), plans);
        if (!problems.isEmpty()) {
            throw new Refused(
                    Refused.Kind.INVALID,
                    problems.getFirst().code(),
                    problems.getFirst().detail(),
                    problems.stream()
                            .map(p -> new Refused.Fault(p.pointer(), p.code(), p.detail()))
                            .toList());
        }
        store.append(current.model(), plans, Optional.empty());
    }

    /** The revision a released change makes. */
    @Transactional(propagation = Propagation.MANDATORY)
    public long release(ZoneModel model, List<SitePlan> plans, UUID change) {
        store.hold();
        return store.append(model, plans, Optional.of(change));
    }

    /** A new revision with the document of an older one. */
    @Transactional(propagation = Propagation.MANDATORY)
    public long returnTo(long revision) {
        store.hold();
        var old = store.revision(revision).orElseGet(PolicyStore::beforeTheFirst);
        return store.append(old.model(), old.plans(), Optional.empty());
    }
}
