package io.holdfast.netconf;

import io.holdfast.simulator.wire.NetconfDoor;
import io.holdfast.simulator.wire.TlsDoor;
import io.holdfast.spi.CallHome;
import io.holdfast.spi.CertificateLogin;
import io.holdfast.spi.DeviceAddress;
import io.holdfast.spi.DeviceSession;
import io.holdfast.spi.OpenResult;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;

/** The session contract over each way to a device that is not SSH dialled, which has its own. */
final class TransportsTest {

    private static final Duration YEAR = Duration.ofDays(365);

    /** A firewall with one more door. */
    abstract static class ByAnotherWay extends SimulatedDeviceContract {

        final Logins login = Logins.fresh("site-node");
        private AutoCloseable door = () -> {};

        /** Opens the door, once the plant stands. */
        abstract AutoCloseable opened(SimulatedPlant plant) throws IOException;

        abstract OpenResult tryOpen();

        @Override
        String slot() {
            return "fw-1";
        }

        @Override
        SimulatedPlant startPlant() throws IOException {
            var plant = SimulatedPlant.start();
            door = opened(plant);
            return plant;
        }

        @Override
        protected DeviceSession open() {
            if (tryOpen() instanceof OpenResult.Open(var session)) {
                return session;
            }
            throw new AssertionError("no session: " + tryOpen());
        }

        @AfterEach
        void shut() throws Exception {
            door.close();
        }
    }

    @Nested
    final class OverTls extends ByAnotherWay {

        private final TlsTransport transport = new TlsTransport();
        private DeviceAddress address = new DeviceAddress("127.0.0.1", 1);
        private String key = "";

        @Override
        AutoCloseable opened(SimulatedPlant plant) throws IOException {
            login.of(transport);
            var door =
                    TlsDoor.open(plant.device("fw-1"), "127.0.0.1", 0, login.certificate(), YEAR);
            address = new DeviceAddress("127.0.0.1", door.port());
            key = door.fingerprint();
            return door;
        }

        @Override
        OpenResult tryOpen() {
            return transport.open(address, "", new char[0], key, SimulatedPlant.LIMIT);
        }
    }

    /** A device that keeps two calls: the contract looks at it from a second session. */
    abstract static class CallingHome extends ByAnotherWay {

        final CallHome home;
        private String key = "";

        CallingHome(CallHome home) {
            this.home = home;
        }

        final InetSocketAddress expecting(String shown) throws IOException {
            key = shown;
            home.expect(List.of(shown));
            return home.listen(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        }

        @Override
        OpenResult tryOpen() {
            return home.open(key, "holdfast", SimulatedPlant.password(), SimulatedPlant.LIMIT);
        }

        @AfterEach
        void hangUp() {
            home.close();
        }
    }

    @Nested
    final class CallingHomeOverSsh extends CallingHome {

        CallingHomeOverSsh() {
            super(new SshCallHome());
        }

        @Override
        AutoCloseable opened(SimulatedPlant plant) throws IOException {
            var door = NetconfDoor.open(plant.device("fw-1"), "127.0.0.1", 0);
            var home = expecting(door.fingerprint());
            door.callHome(home);
            door.callHome(home);
            return door;
        }
    }

    @Nested
    final class CallingHomeOverTls extends CallingHome {

        CallingHomeOverTls() {
            super(new TlsCallHome());
        }

        @Override
        AutoCloseable opened(SimulatedPlant plant) throws IOException {
            login.of((CertificateLogin) home);
            var door =
                    TlsDoor.open(plant.device("fw-1"), "127.0.0.1", 0, login.certificate(), YEAR);
            var where = expecting(door.fingerprint());
            door.callHome(where);
            door.callHome(where);
            return door;
        }
    }
}
