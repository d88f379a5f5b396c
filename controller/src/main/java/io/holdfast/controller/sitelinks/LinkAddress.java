package io.holdfast.controller.sitelinks;

import org.springframework.stereotype.Component;

/** Where the link listens; the port is known once it does. */
@Component
public class LinkAddress {

    private final LinkSettings settings;
    private volatile int port;

    LinkAddress(LinkSettings settings) {
        this.settings = settings;
        this.port = settings.port();
    }

    /** Told by the listener. */
    public void listensAt(int actual) {
        port = actual;
    }

    public int port() {
        return port;
    }

    /** What tokens name for a site without an address of its own. */
    public String url() {
        if (!settings.url().isEmpty()) {
            return settings.url();
        }
        var name = settings.names().getFirst();
        return "https://" + (name.contains(":") ? "[" + name + "]" : name) + ":" + port;
    }
}
