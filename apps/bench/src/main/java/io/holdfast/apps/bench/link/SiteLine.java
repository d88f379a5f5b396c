package io.holdfast.apps.bench.link;

import io.holdfast.core.Bytes;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Locale;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;

/** One TLS 1.3 connection that is kept, and requests on it, one after the other. */
final class SiteLine implements AutoCloseable {

    private final SSLSocket socket;
    private final InputStream in;
    private final OutputStream out;

    private SiteLine(SSLSocket socket) throws IOException {
        this.socket = socket;
        this.in = new BufferedInputStream(socket.getInputStream());
        this.out = socket.getOutputStream();
    }

    /** What came back. */
    record Answer(int status, int retryAfter, Bytes body) {}

    /** With a context of its own, so that nothing of an earlier session is used again. */
    static SiteLine open(
            InetSocketAddress from, InetSocketAddress to, KeyManager[] own, TrustManager[] trust)
            throws IOException {
        try {
            var context = SSLContext.getInstance("TLSv1.3");
            context.init(own, trust, null);
            var socket = (SSLSocket) context.getSocketFactory().createSocket();
            try {
                socket.bind(from);
                socket.connect(to, 60_000);
                socket.setSoTimeout(120_000);
                socket.setTcpNoDelay(true);
                socket.startHandshake();
                return new SiteLine(socket);
            } catch (IOException e) {
                socket.close();
                throw e;
            }
        } catch (GeneralSecurityException e) {
            throw new IOException(e);
        }
    }

    Answer post(String path, byte[] body) throws IOException {
        var request = new ByteArrayOutputStream(body.length + 200);
        request.writeBytes(
                String.join(
                                "\r\n",
                                "POST " + path + " HTTP/1.1",
                                "Host: centre",
                                "Content-Type: application/json",
                                "Content-Length: " + body.length,
                                "",
                                "")
                        .getBytes(StandardCharsets.US_ASCII));
        request.writeBytes(body);
        out.write(request.toByteArray());
        out.flush();
        return answer();
    }

    private Answer answer() throws IOException {
        int status = Integer.parseInt(line().split(" ", -1)[1]);
        int length = 0;
        int retryAfter = 0;
        for (var line = line(); !line.isEmpty(); line = line()) {
            var header = line.toLowerCase(Locale.ROOT);
            if (header.startsWith("content-length:")) {
                length = Integer.parseInt(header.substring(15).strip());
            } else if (header.startsWith("retry-after:")) {
                retryAfter = Integer.parseInt(header.substring(12).strip());
            }
        }
        var body = in.readNBytes(length);
        if (body.length < length) {
            throw new IOException("the answer ended early");
        }
        return new Answer(status, retryAfter, Bytes.of(body));
    }

    private String line() throws IOException {
        var line = new StringBuilder();
        for (int c = in.read(); c != '\n'; c = in.read()) {
            if (c < 0) {
                throw new IOException("the connection ended");
            }
            if (c != '\r') {
                line.append((char) c);
            }
        }
        return line.toString();
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            // It is gone already.
        }
    }
}
