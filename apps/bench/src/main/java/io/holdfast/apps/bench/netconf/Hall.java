package io.holdfast.apps.bench.netconf;

import io.holdfast.apps.bench.Child;
import io.holdfast.spi.DeviceAddress;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The device hall as its starter sees it. */
final class Hall implements AutoCloseable {

    /** One device in it. */
    record Member(DeviceAddress address, String hostKey) {}

    private final Process process;
    private final String password;
    private final List<Member> members;

    private Hall(Process process, String password, List<Member> members) {
        this.process = process;
        this.password = password;
        this.members = members;
    }

    static Hall start(int devices) throws IOException {
        var random = new byte[16];
        new SecureRandom().nextBytes(random);
        var password = HexFormat.of().formatHex(random);
        var process =
                new ProcessBuilder(Child.command(DeviceHall.class, Integer.toString(devices)))
                        .redirectError(ProcessBuilder.Redirect.DISCARD)
                        .start();
        try {
            process.getOutputStream().write(password.getBytes(StandardCharsets.UTF_8));
            process.getOutputStream().flush();
            var reader =
                    new BufferedReader(
                            new InputStreamReader(
                                    process.getInputStream(), StandardCharsets.UTF_8));
            var members = new ArrayList<Member>();
            for (var line = reader.readLine(); ; line = reader.readLine()) {
                if (line == null) {
                    throw new IOException("the devices did not start");
                }
                if (line.equals("ready")) {
                    return new Hall(process, password, members);
                }
                var words = List.of(line.split(" ", -1));
                members.add(
                        new Member(
                                new DeviceAddress("127.0.0.1", Integer.parseInt(words.get(0))),
                                words.get(1)));
            }
        } catch (IOException | RuntimeException e) {
            process.destroyForcibly();
            throw e;
        }
    }

    List<Member> members() {
        return members;
    }

    String password() {
        return password;
    }

    @Override
    public void close() {
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
