package io.holdfast.apps.bench.link;

import io.holdfast.core.Bytes;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.net.ssl.TrustManager;

/** The centre's process and the site nodes that were enrolled there. */
final class Plant implements AutoCloseable {

    /** As many enrol at once; each from an address of its own, as one address has one share. */
    private static final int ENROLLING = 3;

    private final Path folder;
    private final Hall hall;
    private final Bytes authority;
    private final TrustManager[] trust;
    private final long database;
    private final String rest;
    private final String secret;
    private final List<Node> nodes = new ArrayList<>();

    Plant(int organizations, int sites) throws IOException {
        folder = Files.createTempDirectory("holdfast-link");
        hall =
                Hall.start(
                        CentreHall.class,
                        folder.toString(),
                        Integer.toString(organizations),
                        Integer.toString(Math.max(4000, 2 * sites)));
        var said = List.of(hall.says().split(" ", -1));
        authority = Bytes.fromHex(said.get(0));
        trust = Node.trusting(certificate(authority.toArray()));
        database = Long.parseLong(said.get(1));
        rest = said.get(2);
        secret = said.get(3);
    }

    static Certificate certificate(byte[] encoded) throws IOException {
        try {
            return CertificateFactory.getInstance("X.509")
                    .generateCertificate(new ByteArrayInputStream(encoded));
        } catch (CertificateException e) {
            throw new IOException(e);
        }
    }

    /** Opens sites and enrols their nodes until there are so many. */
    List<Node> enrol(int count) throws Exception {
        var enrolling = new ArrayList<Future<Node>>();
        try (var threads = Executors.newFixedThreadPool(ENROLLING)) {
            for (int i = nodes.size(); i < count; i++) {
                var token = hall.ask("site");
                var from = new InetSocketAddress("127.0.1." + (1 + i % ENROLLING), 0);
                enrolling.add(threads.submit(() -> Node.enrol(token, trust, from)));
            }
            for (var one : enrolling) {
                nodes.add(one.get());
            }
        } catch (ExecutionException e) {
            throw new IOException("a site node was not enrolled", e.getCause());
        }
        return List.copyOf(nodes);
    }

    Hall hall() {
        return hall;
    }

    /** DER of the authority that issued the nodes' certificates. */
    Bytes authority() {
        return authority;
    }

    Path folder() {
        return folder;
    }

    double databaseCpu() {
        return Hall.databaseCpu(database);
    }

    /** Where people's programs read, and the secret of one. */
    Dashboard dashboard() {
        return new Dashboard(rest, secret);
    }

    @Override
    public void close() throws IOException {
        hall.close();
        try (var files = Files.walk(folder)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}
