package io.holdfast.apps.bench.link;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.List;
import javax.net.ssl.TrustManager;

/** The peer as its starter sees it. */
final class Peer implements AutoCloseable {

    private final Hall hall;
    private final InetSocketAddress address;
    private final TrustManager[] trust;

    /** Makes its key beside the centre's files and starts it. */
    Peer(Plant plant, int sites) throws IOException, InterruptedException {
        var folder = Files.createDirectories(plant.folder().resolve("peer"));
        var store = folder.resolve("peer.p12");
        makeKey(store);
        try (var in = Files.newInputStream(store)) {
            var keys = KeyStore.getInstance("PKCS12");
            keys.load(in, PeerHall.PASSWORD.toCharArray());
            trust = Node.trusting(keys.getCertificate("peer"));
        } catch (GeneralSecurityException e) {
            throw new IOException(e);
        }
        hall =
                Hall.start(
                        PeerHall.class,
                        folder.toString(),
                        plant.authority().hex(),
                        Integer.toString(Math.max(4000, 2 * sites)));
        address =
                new InetSocketAddress(
                        InetAddress.getLoopbackAddress(), Integer.parseInt(hall.says()));
    }

    private static void makeKey(Path store) throws IOException, InterruptedException {
        var command =
                List.of(
                        System.getProperty("java.home") + "/bin/keytool",
                        "-genkeypair",
                        "-keyalg",
                        "EC",
                        "-groupname",
                        "secp256r1",
                        "-alias",
                        "peer",
                        "-dname",
                        "CN=peer",
                        "-ext",
                        "SAN=ip:127.0.0.1",
                        "-storetype",
                        "PKCS12",
                        "-storepass",
                        PeerHall.PASSWORD,
                        "-keystore",
                        store.toString());
        var made =
                new ProcessBuilder(command)
                        .redirectError(ProcessBuilder.Redirect.DISCARD)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .start();
        if (made.waitFor() != 0) {
            throw new IOException("the peer has no key");
        }
    }

    Hall hall() {
        return hall;
    }

    SiteLine connect(Node node) throws IOException {
        return node.connect(address, trust);
    }

    @Override
    public void close() throws IOException {
        hall.close();
    }
}
