package io.holdfast.sitelink.telemetry;

import io.holdfast.core.Names;
import io.holdfast.core.alarm.Phase;
import io.holdfast.core.alarm.Threshold;
import io.holdfast.core.network.IpAddress;
import io.holdfast.core.observe.DeviceBehaviour;
import io.holdfast.core.observe.DeviceIdentity;
import io.holdfast.core.series.Gap;
import io.holdfast.core.site.DeviceSlot;
import io.holdfast.core.topology.Look;
import io.holdfast.core.topology.OwnDevice;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a site tells as an event of stream J1. No secrets. */
public sealed interface SiteWord {

    /** No reason is longer; what is longer was cut by the site. */
    int LONGEST_REASON = 300;

    /** An alarm came to another phase. */
    record AlarmTold(
            DeviceSlot slot,
            String code,
            String instance,
            Threshold.Severity severity,
            Phase phase,
            boolean flapping)
            implements SiteWord {
        public AlarmTold {
            Names.text("an alarm's code", code, 63);
            if (instance.length() > 100) {
                throw new IllegalArgumentException(
                        "an alarm's instance has at most 100 characters");
            }
        }
    }

    /**
     * A device's neighbour tables were read whole.
     *
     * @param device what its neighbours may know it by
     */
    record LookTold(Look look, OwnDevice device) implements SiteWord {}

    /** There are no samples for a time. */
    record GapTold(Gap gap) implements SiteWord {}

    /**
     * How often traffic of one conduit met a rule of one device since the last such word.
     *
     * @param conduit id of the conduit; empty for traffic that fits none
     * @param firstSeen first and last hit in this tally
     */
    record ConduitUsed(
            DeviceSlot slot,
            String conduit,
            long permitted,
            long denied,
            Instant firstSeen,
            Instant lastSeen)
            implements SiteWord {
        public ConduitUsed {
            if (conduit.length() > 63 || permitted < 0 || denied < 0) {
                throw new IllegalArgumentException("not a tally of a conduit");
            }
        }
    }

    /**
     * A device's whole configuration was read.
     *
     * @param digest of the masked text
     * @param cause CHANGED or CLOCK, as the archive came to look
     * @param masked how many values were masked
     */
    record ConfigurationSeen(DeviceSlot slot, String digest, String form, String cause, int masked)
            implements SiteWord {
        public ConfigurationSeen {
            Names.text("a form", form, 40);
            Names.text("a cause", cause, 40);
            Names.text("a digest", digest, 64);
        }
    }

    /**
     * A test of credentials that somebody ordered.
     *
     * @param result REACHED, LOGIN_REFUSED, HOST_KEY_CHANGED or SILENT
     */
    record CredentialsTried(DeviceSlot slot, long order, String result, String reason)
            implements SiteWord {
        public CredentialsTried {
            outcome(result, reason);
        }
    }

    /**
     * What shall open a device from now on was tried.
     *
     * @param result PROVED, or why not: LOGIN_REFUSED, SNMP_REFUSED, HOST_KEY_TO_CONFIRM,
     *     HOST_KEY_CHANGED, NOT_READABLE, NOT_TRIED or SILENT
     */
    record RotationTried(DeviceSlot slot, long number, long attempt, String result, String reason)
            implements SiteWord {

        /** The one result after which what opened the device before is let go. */
        public static final String PROVED = "PROVED";

        /** No door of the device asks for what is rotated: nothing was found out. */
        public static final String NOT_TRIED = "NOT_TRIED";

        public RotationTried {
            outcome(result, reason);
        }

        public boolean proved() {
            return result.equals(PROVED);
        }
    }

    /**
     * What became of a self-test of a device that somebody ordered.
     *
     * @param result DONE, or why there is no whole answer; {@link SelfTestResult}
     * @param found names of the behaviours seen in it, which stand in the device's table
     */
    record SelfTestTold(
            DeviceSlot slot, long order, SelfTestResult result, String reason, List<String> found)
            implements SiteWord {
        public SelfTestTold {
            outcome(result.name(), reason);
            found = List.copyOf(found);
            if (found.size() > DeviceBehaviour.Kind.values().length) {
                throw new IllegalArgumentException("more behaviours than there are");
            }
            found.forEach(kind -> Names.text("a behaviour", kind, 40));
        }
    }

    /**
     * Who made a device run what it was just read back with, as the device itself tells (RFC 6470
     * section 2.2.1). A claim, for people; nothing is decided by it.
     *
     * @param runningDigest of what was read back
     * @param user as whom somebody was logged in at the device; empty if the device itself did it
     * @param at by the device's clock
     */
    record ChangedBy(DeviceSlot slot, String runningDigest, String user, Instant at)
            implements SiteWord {

        /** What is longer was cut by the site. */
        public static final int LONGEST = 64;

        private static final Instant LATEST = Instant.parse("9999-12-31T00:00:00Z");

        public ChangedBy {
            Names.text("a digest", runningDigest, 64);
            if (user.length() > LONGEST || user.chars().anyMatch(Character::isISOControl)) {
                throw new IllegalArgumentException("not the name of a user");
            }
            // No database has room for every time that can be written down.
            if (at.isBefore(Instant.EPOCH) || at.isAfter(LATEST)) {
                throw new IllegalArgumentException("not a time of a change");
            }
        }
    }

    /** How a self-test ended, or why the site did not begin it. */
    enum SelfTestResult {
        /** All was tried, and the device runs again what it ran before. */
        DONE,
        /** It could not be ended; what was seen until then holds. */
        STOPPED,
        /** The site node ended meanwhile; the device takes its trial back by itself. */
        INTERRUPTED,
        TOO_LATE,
        /** Nothing is accepted from the centre any more until a person looked. */
        SUSPENDED,
        /** Without an accepted state nobody knows which zones the device serves. */
        NOTHING_ACCEPTED,
        ESSENTIAL_ZONE,
        OUTSIDE_WINDOW,
        /** A change is being carried out. */
        BUSY,
        /** Nobody confirmed its key, or it does not answer. */
        NOT_REACHED,
        /** It has no confirmed commit, or is not spoken to over NETCONF: nothing to try. */
        NO_TRIAL,
        /** What it runs could not be read, so that it could not be brought back. */
        NOT_READ
    }

    /** How far a search has come. A word that ends it is the last one about it. */
    record SearchTold(
            String search,
            SearchPhase phase,
            String why,
            int asked,
            int answered,
            int silent,
            int left,
            int outside)
            implements SiteWord {
        public SearchTold {
            Names.text("a search", search, 40);
            bounded(why);
        }
    }

    /** Where a search stands. */
    enum SearchPhase {
        RUNNING,
        DONE,
        STOPPED,
        /** The node ended meanwhile; what was found before was told. */
        INTERRUPTED,
        /** The site did not begin it, and why. */
        REFUSED;

        public boolean ended() {
            return this != RUNNING;
        }
    }

    /**
     * A device that a search found; its own claims, cut to what fits.
     *
     * @param identity with the host key its NETCONF door showed, if there was one
     */
    record DeviceFound(
            String search,
            IpAddress address,
            String name,
            String vendor,
            String hardware,
            String software,
            String description,
            DeviceIdentity identity)
            implements SiteWord {

        /** No claim of a device is longer. */
        public static final int LONGEST = 255;

        public DeviceFound {
            Names.text("a search", search, 40);
            for (var text :
                    List.of(
                            name,
                            vendor,
                            hardware,
                            software,
                            description,
                            identity.serial(),
                            identity.engineId(),
                            identity.chassisMac(),
                            identity.hostKey())) {
                bounded(text);
            }
        }
    }

    private static void outcome(String result, String reason) {
        Names.text("a result", result, 40);
        if (reason.length() > LONGEST_REASON || reason.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException("a reason is too long");
        }
    }

    private static void bounded(String text) {
        if (text.length() > DeviceFound.LONGEST || text.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException("not a claim of a device");
        }
    }

    /** These numbers were dropped, as the site had no room for them. */
    record EventsDropped(long from, long to, @Nullable Instant since) implements SiteWord {
        public EventsDropped {
            if (from < 1 || to < from) {
                throw new IllegalArgumentException("dropped numbers rise");
            }
        }
    }

    /**
     * Syslog lines that came in and were not believed or not kept, by cause, since the last word.
     */
    record SyslogTold(
            DeviceSlot slot, long lines, long malformed, long dropped, List<String> sample)
            implements SiteWord {
        public SyslogTold {
            sample = List.copyOf(sample);
        }
    }

    /**
     * A device said something by itself, sealed with its own key.
     *
     * @param notification what happened (snmpTrapOID)
     * @param acknowledged whether the device waited until the site had it on disk
     * @param uptime hundredths of a second since the device started
     * @param variables the objects that came along as {@code oid = text}, at most {@link #MOST}
     */
    record NotificationTold(
            DeviceSlot slot,
            String notification,
            boolean acknowledged,
            long uptime,
            List<String> variables)
            implements SiteWord {

        public static final int MOST = 16;

        /** Longest variable; what is longer was cut by the site. */
        public static final int LONGEST = 300;

        public NotificationTold {
            Names.text("a notification", notification, 200);
            variables = List.copyOf(variables);
            if (variables.size() > MOST || variables.stream().anyMatch(v -> v.length() > LONGEST)) {
                throw new IllegalArgumentException("a notification says too much");
            }
        }
    }

    /**
     * What came in of one device beside that, since the last such word: a gap that is told.
     *
     * @param hints without authentication; at most looks were caused by them
     * @param tooMany authenticated and not kept, as the device sends more than is kept
     */
    record NotificationsCounted(DeviceSlot slot, long hints, long tooMany, Instant since)
            implements SiteWord {
        public NotificationsCounted {
            if (hints < 0 || tooMany < 0) {
                throw new IllegalArgumentException("counts do not fall");
            }
        }
    }

    /** The device a word is about; empty for what is about the site or about no known device. */
    default Optional<DeviceSlot> about() {
        return switch (this) {
            case AlarmTold told -> Optional.of(told.slot());
            case LookTold told -> Optional.of(told.look().slot());
            case GapTold told -> Optional.of(told.gap().slot());
            case ConduitUsed used -> Optional.of(used.slot());
            case ConfigurationSeen seen -> Optional.of(seen.slot());
            case CredentialsTried tried -> Optional.of(tried.slot());
            case RotationTried tried -> Optional.of(tried.slot());
            case SelfTestTold told -> Optional.of(told.slot());
            case ChangedBy changed -> Optional.of(changed.slot());
            case SyslogTold told -> Optional.of(told.slot());
            case NotificationTold told -> Optional.of(told.slot());
            case NotificationsCounted counted -> Optional.of(counted.slot());
            case SearchTold _, DeviceFound _, EventsDropped _ -> Optional.empty();
        };
    }
}
