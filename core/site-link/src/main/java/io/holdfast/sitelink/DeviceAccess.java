package io.holdfast.sitelink;

import io.holdfast.core.AddedLater;
import io.holdfast.core.Names;
import io.holdfast.core.site.DeviceSlot;
import io.holdfast.core.site.SiteId;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a site node reaches its devices, signed by the delivery key as a whole with a rising version.
 * Credentials stand in it only sealed to the site's encryption key (rulings D7).
 */
public record DeviceAccess(
        int schema,
        String organization,
        SiteId site,
        int incarnation,
        long version,
        List<Reach> devices,
        @AddedLater List<Trial> trials,
        @AddedLater List<Search> searches,
        @AddedLater List<Member> members,
        @AddedLater List<Rotation> rotations,
        @AddedLater List<SelfTest> selfTests,
        @AddedLater List<SealedCode> breakGlass,
        @AddedLater List<Replaced> replaced) {

    /** DSSE payload type. */
    public static final String TYPE = "application/vnd.holdfast.access+json;v=1";

    public DeviceAccess {
        devices = List.copyOf(devices);
        trials = List.copyOf(trials);
        searches = List.copyOf(searches);
        members = List.copyOf(members);
        rotations = List.copyOf(rotations);
        selfTests = List.copyOf(selfTests);
        breakGlass = List.copyOf(breakGlass);
        replaced = List.copyOf(replaced);
        if (breakGlass.size() > 9) {
            throw new IllegalArgumentException("a site has at most 9 break-glass codes");
        }
    }

    /** A list that answers no replacement. */
    public DeviceAccess(
            int schema,
            String organization,
            SiteId site,
            int incarnation,
            long version,
            List<Reach> devices,
            List<Trial> trials,
            List<Search> searches,
            List<Member> members,
            List<Rotation> rotations,
            List<SelfTest> selfTests,
            List<SealedCode> breakGlass) {
        this(
                schema,
                organization,
                site,
                incarnation,
                version,
                devices,
                trials,
                searches,
                members,
                rotations,
                selfTests,
                breakGlass,
                List.of());
    }

    /** A list without break-glass codes. */
    public DeviceAccess(
            int schema,
            String organization,
            SiteId site,
            int incarnation,
            long version,
            List<Reach> devices,
            List<Trial> trials,
            List<Search> searches,
            List<Member> members,
            List<Rotation> rotations,
            List<SelfTest> selfTests) {
        this(
                schema,
                organization,
                site,
                incarnation,
                version,
                devices,
                trials,
                searches,
                members,
                rotations,
                selfTests,
                List.of());
    }

    /** A list that orders no self-test. */
    public DeviceAccess(
            int schema,
            String organization,
            SiteId site,
            int incarnation,
            long version,
            List<Reach> devices,
            List<Trial> trials,
            List<Search> searches,
            List<Member> members,
            List<Rotation> rotations) {
        this(
                schema,
                organization,
                site,
                incarnation,
                version,
                devices,
                trials,
                searches,
                members,
                rotations,
                List.of());
    }

    /** A list that orders nothing. */
    public DeviceAccess(
            int schema,
            String organization,
            SiteId site,
            int incarnation,
            long version,
            List<Reach> devices) {
        this(
                schema,
                organization,
                site,
                incarnation,
                version,
                devices,
                List.of(),
                List.of(),
                List.of(),
                List.of());
    }

    /**
     * Somebody wants to know whether what opens a device does: the site looks at it and tells what
     * became of it under this number. Carried out once; a repeat is not carried out again.
     */
    public record Trial(DeviceSlot slot, long order) {}

    /**
     * Somebody wants to know whether a device does what it says (rulings V5): the site tries it on
     * a leaf without effect, or tells why it does not. Carried out once.
     *
     * @param order counted for each device
     * @param notAfter an order that is heard of later is not begun
     */
    public record SelfTest(DeviceSlot slot, long order, Instant notAfter) {
        public SelfTest {
            if (order < 1) {
                throw new IllegalArgumentException("self-tests are counted from 1");
            }
        }
    }

    /**
     * The newest replacement of a device at the site that the centre knows of and has answered:
     * from this list on, its word about the key of this slot counts again. As long as the list does
     * not say so of the newest replacement, the site keeps the key that two people compared there.
     *
     * @param number of the replacement, counted by the site node
     */
    public record Replaced(DeviceSlot slot, long number) {}

    /** The newest replacement of a device that this list answers; 0 if none. */
    public long replaced(DeviceSlot slot) {
        return replaced.stream()
                .filter(r -> r.slot().equals(slot))
                .mapToLong(Replaced::number)
                .max()
                .orElse(0);
    }

    /**
     * A device that is opened by the secret of a group: what is sealed for it is bound to the group
     * and not to the device.
     */
    public record Member(DeviceSlot slot, String group) {
        public Member {
            Names.label("a credential group", group);
        }
    }

    /**
     * What shall open a device from now on, beside what does. The site tries it in a session of its
     * own and tells; what opened the device before stays good until the centre leaves it out.
     *
     * @param number of the rotation; rises for each device
     * @param attempt rises each time somebody wants it tried
     * @param group whose secret it is; empty for one of the device's own
     * @param sealedSecret as {@link Reach#sealedSecret}
     */
    public record Rotation(
            DeviceSlot slot, long number, long attempt, String group, String sealedSecret) {
        public Rotation {
            if (number < 1 || attempt < 1) {
                throw new IllegalArgumentException("rotations and attempts are counted from 1");
            }
            if (!group.isEmpty()) {
                Names.label("a credential group", group);
            }
        }
    }

    /**
     * One device.
     *
     * @param netconfHost of a device that calls home, the address it is expected to call from: a
     *     hint for the person who confirms its key, and nothing else
     * @param pinnedHostKey SHA256:base64 of host key or certificate as a person confirmed it; null
     *     until then, and until then the site only looks which key is shown (rulings V5)
     * @param sealedSecret JSON {@link DeviceSecret} sealed to the site, base64
     * @param way what NETCONF is wrapped in, and who calls whom
     * @param managementVlan where a person permitted that this device, which only SNMP configures,
     *     is written to: the VLAN it is managed in, which is never touched; 0 to write nothing over
     *     SNMP
     */
    public record Reach(
            DeviceSlot slot,
            String netconfHost,
            int netconfPort,
            String snmpHost,
            int snmpPort,
            @Nullable String pinnedHostKey,
            String sealedSecret,
            @AddedLater NetconfWay way,
            @AddedLater int managementVlan) {

        public Reach {
            if (managementVlan < 0 || managementVlan > 4094) {
                throw new IllegalArgumentException("a VLAN id is 1 to 4094, or 0 for none");
            }
        }

        /** A device that is called over SSH, to which nothing is written over SNMP. */
        public Reach(
                DeviceSlot slot,
                String netconfHost,
                int netconfPort,
                String snmpHost,
                int snmpPort,
                @Nullable String pinnedHostKey,
                String sealedSecret) {
            this(
                    slot,
                    netconfHost,
                    netconfPort,
                    snmpHost,
                    snmpPort,
                    pinnedHostKey,
                    sealedSecret,
                    NetconfWay.SSH,
                    0);
        }

        /** The same with another key, or none. */
        public Reach pinned(@Nullable String hostKey) {
            return new Reach(
                    slot,
                    netconfHost,
                    netconfPort,
                    snmpHost,
                    snmpPort,
                    hostKey,
                    sealedSecret,
                    way,
                    managementVlan);
        }
    }

    /** How a NETCONF session to a device comes about (RFC 6242, RFC 7589, RFC 8071). */
    public enum NetconfWay {
        SSH,
        TLS,
        SSH_CALLS_HOME,
        TLS_CALLS_HOME;

        /** Whether the device calls. Then it is known by its key alone. */
        public boolean callsHome() {
            return this == SSH_CALLS_HOME || this == TLS_CALLS_HOME;
        }
    }

    /** What is inside a sealed secret. */
    public record DeviceSecret(
            String user, String password, String snmpUser, String snmpAuth, String snmpPriv) {
        @Override
        public String toString() {
            return "DeviceSecret[" + user + "]";
        }
    }
}
