package io.holdfast.apps.lab;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;

/**
 * Which loopback ports the plant uses: a hundred from the base, each with one fixed meaning, so
 * that addresses are the same at each start.
 */
record Ports(int base) {

    int dashboard() {
        return base;
    }

    int link() {
        return base + 1;
    }

    int database() {
        return base + 2;
    }

    int control() {
        return base + 3;
    }

    /** Only where Keycloak is the identity provider. */
    int keycloak() {
        return base + 4;
    }

    int keycloakHealth() {
        return base + 5;
    }

    /** Status page of the site with this place in the plant, counted from 0. */
    int console(int site) {
        return base + 10 + site;
    }

    /** The site's WAN: what it believes to be the centre. */
    int wan(int site) {
        return base + 20 + site;
    }

    int netconf(int site, int device) {
        return base + 30 + site * 10 + device;
    }

    int snmp(int site, int device) {
        return base + 33 + site * 10 + device;
    }

    int probe(int site, int device) {
        return base + 36 + site * 10 + device;
    }

    /** Refuses to start on a port somebody else holds, before anything is started. */
    void checkFree() {
        for (int port :
                new int[] {
                    dashboard(), link(), database(), control(), keycloak(), keycloakHealth()
                }) {
            checkFree(port);
        }
        for (int site = 0; site < DemoSite.ALL.size(); site++) {
            checkFree(console(site));
            checkFree(wan(site));
            for (int device = 0; device < 3; device++) {
                checkFree(netconf(site, device));
                checkFree(probe(site, device));
            }
        }
    }

    private static void checkFree(int port) {
        try (var socket = new ServerSocket()) {
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        } catch (IOException e) {
            throw new Refusal(
                    3,
                    "port "
                            + port
                            + " on loopback is in use ("
                            + e.getMessage()
                            + "). Another plant may be running; stop it, or choose other ports with --port-base N",
                    e);
        }
    }
}
