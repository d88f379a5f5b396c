package io.holdfast.spi;

/** Where a device listens: host name or address, and port. */
public record DeviceAddress(String host, int port) {

    public DeviceAddress {
        if (host.isBlank() || port < 1 || port > 65535) {
            throw new IllegalArgumentException("not a device address: " + host + ":" + port);
        }
    }

    @Override
    public String toString() {
        return (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + port;
    }
}
