package io.holdfast.snmp;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;

/** Stands before an agent at an address of its own, and can be turned to another agent. */
final class UdpRelay implements AutoCloseable {

    private final DatagramSocket socket;
    private volatile InetSocketAddress agent;

    UdpRelay(InetSocketAddress agent) throws IOException {
        this.agent = agent;
        socket = new DatagramSocket(0, InetAddress.getLoopbackAddress());
        Thread.ofPlatform().daemon().start(this::run);
    }

    int port() {
        return socket.getLocalPort();
    }

    void turnTo(InetSocketAddress other) {
        agent = other;
    }

    private void run() {
        var packet = new DatagramPacket(new byte[65_535], 65_535);
        SocketAddress asking = agent;
        try {
            while (true) {
                packet.setLength(65_535);
                socket.receive(packet);
                if (packet.getSocketAddress().equals(agent)) {
                    packet.setSocketAddress(asking);
                } else {
                    asking = packet.getSocketAddress();
                    packet.setSocketAddress(agent);
                }
                socket.send(packet);
            }
        } catch (IOException e) {
            // closed
        }
    }

    @Override
    public void close() {
        socket.close();
    }
}
