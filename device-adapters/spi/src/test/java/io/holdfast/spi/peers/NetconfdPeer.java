package io.holdfast.spi.peers;

import io.holdfast.spi.DeviceAddress;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * Debian's netconfd (yuma123) behind an OpenSSH server of its own, on a free port of loopback. It
 * knows ietf-interfaces and ietf-ip and starts empty. The SSH server checks its password against
 * copies of passwd and shadow that only its own mount namespace shows, so nothing of the machine is
 * changed; that needs root.
 */
public final class NetconfdPeer implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final String USER = "holdfast-peer";
    private static final List<String> PROGRAMS =
            List.of(
                    "/usr/sbin/netconfd",
                    "/usr/sbin/netconf-subsystem",
                    "/usr/sbin/sshd",
                    "/usr/bin/ssh-keygen",
                    "/usr/bin/openssl",
                    "/usr/bin/perl",
                    "/usr/bin/unshare");

    /** The module by which it is known, and a name of the same length that nobody knows. */
    private static final String KNOWN_BY = "yuma123-system";

    private static final String UNKNOWN = "other12-system";

    private final Path folder;
    private final int port;
    private final String password;
    private final Process netconfd;
    private final Process sshd;

    private NetconfdPeer(Path folder, int port, String password, Process netconfd, Process sshd) {
        this.folder = folder;
        this.port = port;
        this.password = password;
        this.netconfd = netconfd;
        this.sshd = sshd;
    }

    /** Why the peer cannot be started here, as a sentence for a skipped test; empty if it can. */
    public static Optional<String> missing() {
        for (var program : PROGRAMS) {
            if (!Files.isExecutable(Path.of(program))) {
                return Optional.of(
                        program + " is not installed (netconfd, openssh-server, openssl)");
            }
        }
        try {
            return run(Path.of("/"), "/usr/bin/unshare", "-m", "true").isPresent()
                    ? Optional.empty()
                    : Optional.of("a mount namespace of its own needs root");
        } catch (IOException e) {
            return Optional.of("unshare does not start: " + e.getMessage());
        }
    }

    /**
     * Starts both servers.
     *
     * @param folder an empty folder with a short path: a socket stands in it
     */
    public static NetconfdPeer start(Path folder) throws IOException {
        return start(folder, false);
    }

    /**
     * The same server under another name: what it says passes a filter that renames the one module
     * by which it is known. All it does is its own.
     */
    public static NetconfdPeer startUnderAnotherName(Path folder) throws IOException {
        return start(folder, true);
    }

    private static NetconfdPeer start(Path folder, boolean renamed) throws IOException {
        int port = freePort();
        var random = new byte[16];
        new SecureRandom().nextBytes(random);
        var password = HexFormat.of().formatHex(random);
        var netconfd = startNetconfd(folder, port);
        try {
            var sshd = startSshd(folder, port, password, renamed);
            var peer = new NetconfdPeer(folder, port, password, netconfd, sshd);
            peer.await("sshd listens", () -> accepts(port));
            return peer;
        } catch (IOException e) {
            netconfd.destroyForcibly();
            throw e;
        }
    }

    private static Process startNetconfd(Path folder, int port) throws IOException {
        var netconfd =
                server(
                        folder,
                        "netconfd.log",
                        "/usr/sbin/netconfd",
                        "--superuser=" + USER,
                        "--no-startup",
                        "--target=candidate",
                        "--port=" + port,
                        "--ncxserver-sockname=" + socket(folder),
                        "--modpath=/usr/share/yuma/modules",
                        "--module=ietf-interfaces",
                        "--module=iana-if-type",
                        "--module=ietf-ip");
        var log = folder.resolve("netconfd.log");
        await(
                "netconfd runs",
                netconfd,
                () -> Files.exists(socket(folder)) && text(log).contains("Running netconfd"));
        return netconfd;
    }

    private static Process startSshd(Path folder, int port, String password, boolean renamed)
            throws IOException {
        var hash =
                run(folder, "/usr/bin/openssl", "passwd", "-6", password)
                        .orElseThrow(() -> new IOException("openssl makes no hash"))
                        .strip();
        Files.writeString(
                folder.resolve("passwd"),
                String.join(
                        "\n",
                        "root:x:0:0:root:/root:/bin/sh",
                        "sshd:x:65532:65534::/run/sshd:/usr/sbin/nologin",
                        USER + ":x:65533:65534::/:/bin/sh",
                        ""));
        Files.writeString(folder.resolve("shadow"), USER + ":" + hash + ":19000:0:99999:7:::\n");
        // The subsystem runs as that user and must reach the socket, nothing more.
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx--x--x"));
        var key = folder.resolve("host_key").toString();
        if (run(
                        folder,
                        "/usr/bin/ssh-keygen",
                        "-q",
                        "-t",
                        "ecdsa",
                        "-b",
                        "256",
                        "-N",
                        "",
                        "-f",
                        key)
                .isEmpty()) {
            throw new IOException("ssh-keygen makes no key");
        }
        Files.writeString(
                folder.resolve("sshd_config"),
                String.join(
                        "\n",
                        "Port " + port,
                        "ListenAddress 127.0.0.1",
                        "HostKey " + key,
                        "PidFile none",
                        "UsePAM no",
                        "StrictModes no",
                        "AuthenticationMethods password",
                        "Subsystem netconf \"" + subsystem(folder, port, renamed) + "\"",
                        ""));
        Files.writeString(
                folder.resolve("sshd.sh"),
                String.join(
                        "\n",
                        "set -e",
                        "mount --bind " + folder + "/passwd /etc/passwd",
                        "mount --bind " + folder + "/shadow /etc/shadow",
                        "mount -t tmpfs tmpfs /run",
                        "mkdir -m 0755 /run/sshd",
                        "exec /usr/sbin/sshd -D -e -f " + folder + "/sshd_config",
                        ""));
        return server(folder, "sshd.log", "/usr/bin/unshare", "-m", "/bin/sh", folder + "/sshd.sh");
    }

    private static String subsystem(Path folder, int port, boolean renamed) throws IOException {
        var plain =
                "/usr/sbin/netconf-subsystem --ncxserver-sockname=" + port + "@" + socket(folder);
        if (!renamed) {
            return plain;
        }
        var filter = folder.resolve("rename.pl");
        Files.writeString(
                filter,
                String.join(
                        "\n",
                        "my ($old, $new, $said) = ('" + KNOWN_BY + "', '" + UNKNOWN + "', '');",
                        "while (sysread(STDIN, $said, 65536, length $said)) {",
                        "  $said =~ s/\\Q$old/$new/g;",
                        "  my $held = 0;",
                        "  for my $n (1 .. length($old) - 1) {",
                        "    $held = $n if substr($said, -$n) eq substr($old, 0, $n);",
                        "  }",
                        "  my $out = substr($said, 0, length($said) - $held);",
                        "  $said = substr($said, length($said) - $held);",
                        "  while (length $out) { substr($out, 0, syswrite(STDOUT, $out)) = ''; }",
                        "}",
                        ""));
        Files.setPosixFilePermissions(filter, PosixFilePermissions.fromString("rw-r--r--"));
        return plain + " | /usr/bin/perl " + filter;
    }

    private static Path socket(Path folder) {
        return folder.resolve("ncx.sock");
    }

    public DeviceAddress address() {
        return new DeviceAddress("127.0.0.1", port);
    }

    public String user() {
        return USER;
    }

    /** Made for this start only. */
    public String password() {
        return password;
    }

    /** The fingerprint of the host key as ssh-keygen prints it. */
    public String hostKey() throws IOException {
        var printed =
                run(folder, "/usr/bin/ssh-keygen", "-l", "-E", "sha256", "-f", "host_key.pub");
        var words = printed.orElseThrow(() -> new IOException("ssh-keygen reads no key"));
        return List.of(words.split(" ", 3)).get(1);
    }

    /** What both servers wrote, for a failed test. */
    public String log() {
        return text(folder.resolve("netconfd.log")) + text(folder.resolve("sshd.log"));
    }

    @Override
    public void close() {
        for (var process : List.of(sshd, netconfd)) {
            process.destroy();
            try {
                if (!process.waitFor(5, TimeUnit.SECONDS)) {
                    process.destroyForcibly();
                }
            } catch (InterruptedException e) {
                process.destroyForcibly();
                Thread.currentThread().interrupt();
            }
        }
    }

    private void await(String what, BooleanSupplier condition) throws IOException {
        await(what, sshd, condition);
    }

    private static void await(String what, Process process, BooleanSupplier condition)
            throws IOException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            if (!process.isAlive() || System.nanoTime() - end > 0) {
                process.destroyForcibly();
                throw new IOException("waited in vain: " + what);
            }
            try {
                Thread.sleep(50);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IOException("interrupted: " + what, e);
            }
        }
    }

    private static boolean accepts(int port) {
        try (var socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 500);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private static int freePort() throws IOException {
        try (var probe = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return probe.getLocalPort();
        }
    }

    private static Process server(Path folder, String log, String... command) throws IOException {
        var builder =
                new ProcessBuilder(command)
                        .directory(folder.toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(folder.resolve(log).toFile());
        builder.environment().put("HOME", folder.toString());
        return builder.start();
    }

    /** Runs a short program; its words if it ended well. */
    private static Optional<String> run(Path folder, String... command) throws IOException {
        var process =
                new ProcessBuilder(command)
                        .directory(folder.toFile())
                        .redirectErrorStream(true)
                        .start();
        var words = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        try {
            return process.waitFor(20, TimeUnit.SECONDS) && process.exitValue() == 0
                    ? Optional.of(words)
                    : Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        } finally {
            process.destroyForcibly();
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            return "";
        }
    }
}
