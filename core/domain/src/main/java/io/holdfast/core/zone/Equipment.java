package io.holdfast.core.zone;

/**
 * What a site of the {@link Blueprint} is built of. It gives the plan its first models and port
 * names; how a device judges packets is known once it has been seen, not by this.
 */
public enum Equipment {
    /**
     * A firewall of standard modules that judges each packet by itself; the access point is only
     * inventoried.
     */
    OPEN_NETWORK("Simulated firewall", "Simulated access point", "wan0", "lan0", "lan1"),
    /**
     * A zone firewall of the Junos kind that judges conversations, and an access point that offers
     * the office network.
     */
    ZONE_FIREWALL(
            "Simulated Junos zone firewall",
            "Simulated OpenConfig access point",
            "ge-0/0/0",
            "ge-0/0/1",
            "ge-0/0/2");

    private final String firewall;
    private final String accessPoint;
    private final String wan;
    private final String lan;
    private final String spare;

    Equipment(String firewall, String accessPoint, String wan, String lan, String spare) {
        this.firewall = firewall;
        this.accessPoint = accessPoint;
        this.wan = wan;
        this.lan = lan;
        this.spare = spare;
    }

    String firewall() {
        return firewall;
    }

    String accessPoint() {
        return accessPoint;
    }

    boolean offersWireless() {
        return this == ZONE_FIREWALL;
    }

    String wan() {
        return wan;
    }

    String lan() {
        return lan;
    }

    String spare() {
        return spare;
    }
}
