package io.holdfast.spi.peers;

import io.holdfast.spi.SnmpAccess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A device that notifies as Net-SNMP's snmptrap does, from one address and with one engine. */
public final class NotifyingPeer {

    private static final Path PROGRAM = Path.of("/usr/bin/snmptrap");
    private static final String LINK_DOWN = "1.3.6.1.6.3.1.1.5.3";
    private static final String IF_DESCR_7 = "1.3.6.1.2.1.2.2.1.2.7";

    private final Path folder;
    private final String address;
    private final SnmpAccess.V3 user;
    private final String engineId;

    public NotifyingPeer(Path folder, String address, SnmpAccess.V3 user, String engineId)
            throws IOException {
        this.folder = Files.createTempDirectory(folder, "notifying");
        this.address = address;
        this.user = user;
        this.engineId = engineId;
    }

    public static boolean installed() {
        return Files.isExecutable(PROGRAM);
    }

    /** Says that link 7 went down, and waits for no answer. */
    public void trap(int port, String port7) throws IOException, InterruptedException {
        if (!run(port, port7, List.of("-e", "0x" + engineId, "-E", "0x" + engineId))) {
            throw new IOException("snmptrap could not send");
        }
    }

    /** Says it and waits; true if it was acknowledged. */
    public boolean inform(int port, String port7) throws IOException, InterruptedException {
        return run(port, port7, List.of("-Ci", "-r", "1", "-t", "2"));
    }

    private boolean run(int port, String port7, List<String> kind)
            throws IOException, InterruptedException {
        var command =
                new ArrayList<>(
                        List.of(
                                PROGRAM.toString(),
                                "-m",
                                "",
                                "--clientaddr=" + address,
                                "-v3",
                                "-l",
                                "authPriv",
                                "-u",
                                user.user(),
                                "-a",
                                "SHA-256",
                                "-A",
                                user.authPassword(),
                                "-x",
                                "AES-256",
                                "-X",
                                user.privPassword()));
        command.addAll(kind);
        command.addAll(List.of("udp:127.0.0.1:" + port, "4711", LINK_DOWN, IF_DESCR_7, "s", port7));
        var builder =
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(folder.resolve("snmptrap.log").toFile());
        builder.environment().put("SNMP_PERSISTENT_DIR", folder.toString());
        builder.environment().put("SNMPCONFPATH", folder.toString());
        var process = builder.start();
        if (!process.waitFor(20, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            return false;
        }
        return process.exitValue() == 0;
    }
}
