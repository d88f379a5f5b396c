package io.holdfast.controller.auditstreams;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/**
 * A syslog receiver over TLS that reads strictly what RFC 5425 says, wants to see a certificate,
 * and can be as bad as receivers are.
 */
final class SyslogReceiver implements AutoCloseable {

    /** What it does with a connection. */
    enum Manner {
        /** Reads all, and answers the close of TLS with its own. */
        GOOD,
        /** Reads all, and ends the connection without closing TLS: as rsyslog with gtls does. */
        NO_ANSWER,
        /** Reads all and says nothing for ever. */
        SILENT,
        /** Reads some messages, then closes TLS in order by itself: it is stopped. */
        STOPPED,
        /** Takes the connection and resets it after some messages. */
        RESETS,
        /** Reads a few bytes a second. */
        SLOW
    }

    private final ServerSocket listener;
    private final SSLContext tls;
    private final List<String> received = new CopyOnWriteArrayList<>();
    private final List<String> suites = new CopyOnWriteArrayList<>();
    volatile Manner manner = Manner.GOOD;
    volatile int bear = 5;
    volatile String[] protocols = {"TLSv1.3", "TLSv1.2"};

    SyslogReceiver(SSLContext tls) throws IOException {
        this.tls = tls;
        listener = new ServerSocket();
        listener.setReceiveBufferSize(8 << 10);
        listener.bind(new java.net.InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        Thread.ofVirtual().start(this::listen);
    }

    int port() {
        return listener.getLocalPort();
    }

    /** Messages, each without its length. */
    List<String> received() {
        return new ArrayList<>(received);
    }

    /** Protocol and suite of each connection. */
    List<String> suites() {
        return new ArrayList<>(suites);
    }

    private void listen() {
        while (!listener.isClosed()) {
            try {
                var socket = listener.accept();
                Thread.ofVirtual().start(() -> serve(socket));
            } catch (IOException e) {
                return;
            }
        }
    }

    private void serve(Socket plain) {
        try (plain) {
            var socket =
                    (SSLSocket)
                            tls.getSocketFactory()
                                    .createSocket(plain, "peer", plain.getPort(), false);
            socket.setUseClientMode(false);
            socket.setNeedClientAuth(true);
            socket.setEnabledProtocols(protocols);
            socket.startHandshake();
            suites.add(
                    socket.getSession().getProtocol() + " " + socket.getSession().getCipherSuite());
            read(socket.getInputStream());
            switch (manner) {
                case GOOD, SLOW -> socket.close();
                case STOPPED -> {
                    // What was not read is thrown away with the connection.
                    socket.close();
                }
                case NO_ANSWER -> plain.shutdownOutput();
                case SILENT -> Thread.sleep(600_000);
                case RESETS -> plain.setSoLinger(true, 0);
            }
        } catch (IOException | InterruptedException e) {
            // The other end sees that as well.
        }
    }

    private void read(InputStream in) throws IOException, InterruptedException {
        int count = 0;
        while (true) {
            boolean enough = count >= bear;
            if (enough && (manner == Manner.STOPPED || manner == Manner.RESETS)) {
                return;
            }
            var length = new StringBuilder();
            int c = in.read();
            while (c >= '0' && c <= '9' && length.length() < 7) {
                length.append((char) c);
                c = in.read();
            }
            if (c < 0 && length.isEmpty()) {
                return;
            }
            if (c != ' ' || length.isEmpty() || length.charAt(0) == '0') {
                throw new IOException("no length in front of a message");
            }
            received.add(message(in, Integer.parseInt(length.toString())));
            count++;
        }
    }

    private String message(InputStream in, int length) throws IOException, InterruptedException {
        var message = new ByteArrayOutputStream(length);
        while (message.size() < length) {
            int most = manner == Manner.SLOW ? 200 : 8_192;
            var bytes = in.readNBytes(Math.min(most, length - message.size()));
            if (bytes.length == 0) {
                throw new IOException("the line ends within a message");
            }
            message.writeBytes(bytes);
            if (manner == Manner.SLOW) {
                Thread.sleep(20);
            }
        }
        return message.toString(StandardCharsets.UTF_8);
    }

    @Override
    public void close() throws IOException {
        listener.close();
    }
}
