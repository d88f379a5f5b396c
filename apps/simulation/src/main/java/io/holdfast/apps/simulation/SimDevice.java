package io.holdfast.apps.simulation;

import io.holdfast.core.config.DeviceConfig;
import io.holdfast.sitelink.Digests;
import io.holdfast.sitelink.site.SiteEvent.DeviceAnswer;
import io.holdfast.sitelink.site.SiteEvent.Reading;
import java.time.Duration;
import java.time.Instant;

/** A device as far as a transaction sees it: running, saved, on trial, its own timer, reboots. */
final class SimDevice {

    private final World world;
    private final Changes changes;
    final String name;
    private String running = Digests.of(DeviceConfig.EMPTY);
    private String saved = running;
    private String before = running;
    private String transaction = "";
    private boolean powered = true;
    private Instant poweredSince = Instant.MIN;
    private int trials;

    /** What somebody typed by hand and nobody has decided about; empty if nothing. */
    private String foreign = "";

    private Instant foreignAt = Instant.MIN;
    private Instant begun = Instant.MIN;

    SimDevice(World world, Changes changes, String name) {
        this.world = world;
        this.changes = changes;
        this.name = name;
    }

    String running() {
        return running;
    }

    String saved() {
        return saved;
    }

    String foreign() {
        return foreign;
    }

    boolean isOnTrial() {
        return !transaction.isEmpty();
    }

    /** Since when nobody pulled its plug and nobody typed at it. */
    Instant calmSince() {
        if (!powered) {
            return world.now();
        }
        return poweredSince.isAfter(foreignAt) ? poweredSince : foreignAt;
    }

    boolean touchedByHandSince(Instant moment) {
        return !foreignAt.isBefore(moment);
    }

    private boolean isReachable() {
        return powered && !changes.is(running, Changes.Kind.CUTS_MANAGEMENT);
    }

    Reading read() {
        return isReachable()
                ? new Reading.Means(running)
                : new Reading.Silent("connection timed out");
    }

    boolean probesPass() {
        return !changes.is(running, Changes.Kind.FAILS_PROBE);
    }

    DeviceAnswer apply(String target, String base, String token, Duration trial) {
        if (!isReachable()) {
            return new DeviceAnswer.Unknown("connection timed out");
        }
        if (isOnTrial()) {
            return transaction.equals(token)
                    ? new DeviceAnswer.Done()
                    : new DeviceAnswer.Refused("in-use", "another change is on trial");
        }
        if (!running.equals(base)) {
            return new DeviceAnswer.Moved(running);
        }
        if (changes.is(target, Changes.Kind.REFUSED)) {
            return new DeviceAnswer.Refused("operation-failed", "no such interface");
        }
        before = running;
        begun = world.now();
        transaction = world.is(Sabotage.NO_TRIAL) ? "" : token;
        int mine = ++trials;
        world.after(trial, () -> timer(mine));
        run(changes.is(target, Changes.Kind.MANGLED) ? changes.mangled(target) : target, "trial");
        return isReachable()
                ? new DeviceAnswer.Done()
                : new DeviceAnswer.Unknown("the session broke off");
    }

    private void timer(int trial) {
        if (trial == trials && isOnTrial()) {
            world.rang();
            takeBack("timer");
        }
    }

    private void takeBack(String why) {
        transaction = "";
        run(before, why);
    }

    DeviceAnswer confirm(String token) {
        if (!isReachable()) {
            return new DeviceAnswer.Unknown("connection timed out");
        }
        if (!transaction.equals(token)) {
            return new DeviceAnswer.Refused("invalid-value", "nothing is on trial");
        }
        transaction = "";
        world.keptAfter(Duration.between(begun, world.now()));
        saved = running;
        foreign = "";
        neverLockedOut();
        return new DeviceAnswer.Done();
    }

    DeviceAnswer revert(String token) {
        if (!isReachable()) {
            return new DeviceAnswer.Unknown("connection timed out");
        }
        if (!transaction.equals(token)) {
            return new DeviceAnswer.Refused("invalid-value", "nothing is on trial");
        }
        takeBack("revert");
        return new DeviceAnswer.Done();
    }

    /** A technician at the device. Somebody else's trial cannot be touched (RFC 6241, persist). */
    void byHand(String digest) {
        if (!powered || isOnTrial()) {
            return;
        }
        foreign = digest;
        foreignAt = world.now();
        saved = digest;
        run(digest, "by hand");
    }

    /** Power fails: what was not confirmed is gone. */
    void reboot(Duration dark) {
        if (!powered) {
            return;
        }
        powered = false;
        transaction = "";
        world.trace(name + " dark");
        world.after(
                dark,
                () -> {
                    powered = true;
                    poweredSince = world.now();
                    run(saved, "boot");
                });
    }

    private void run(String digest, String why) {
        running = digest;
        world.trace(name + " runs " + digest.substring(0, 8) + " " + why);
        neverLockedOut();
    }

    private void neverLockedOut() {
        if (changes.is(running, Changes.Kind.CUTS_MANAGEMENT) && !isOnTrial()) {
            world.violated("I9", name + " has no management path and no armed timer");
        }
    }
}
