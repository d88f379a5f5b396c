package io.holdfast.site.devices;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.core.site.DeviceSlot;
import io.holdfast.sitelink.DeviceAccess.DeviceSecret;
import io.holdfast.sitelink.DeviceAccess.Reach;
import io.holdfast.spi.DeviceSession;
import io.holdfast.spi.OpenResult;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class EntranceTest {

    private static final DeviceSecret OLD = new DeviceSecret("op", "old", "op", "old-a", "old-p");
    private static final DeviceSecret NEW = new DeviceSecret("op", "new", "op", "new-a", "new-p");

    /** Opened, and never spoken in. */
    private static final DeviceSession SESSION =
            (DeviceSession)
                    Proxy.newProxyInstance(
                            DeviceSession.class.getClassLoader(),
                            new Class<?>[] {DeviceSession.class},
                            (_, method, _) -> {
                                throw new AssertionError(method);
                            });

    private final Entrance entrance = new Entrance(DeviceLimits.PLANT);
    private final List<DeviceSecret> tried = new ArrayList<>();
    private final DeviceSlot slot = new DeviceSlot("sw-1");
    private final Door.Known rotating =
            new Door.Known(
                    new Reach(slot, "10.0.0.1", 830, "10.0.0.1", 161, "SHA256:x", ""),
                    OLD,
                    Optional.of(NEW));

    private OpenResult refuseAllBut(DeviceSecret secret, DeviceSecret given, OpenResult refusal) {
        tried.add(given);
        return given.equals(secret) ? new OpenResult.Open(SESSION) : refusal;
    }

    private OpenResult session(DeviceSecret opens) {
        return entrance.open(
                rotating,
                given -> refuseAllBut(opens, given, new OpenResult.LoginRefused("password")));
    }

    private OpenResult overSnmp(DeviceSecret opens) {
        return entrance.openSwitch(
                rotating,
                given -> refuseAllBut(opens, given, new OpenResult.Unreachable("no answer")));
    }

    @Test
    void what_opened_a_device_last_is_tried_first() {
        session(NEW);
        session(NEW);
        session(NEW);
        assertThat(tried).containsExactly(OLD, NEW, NEW, NEW);
        assertThat(entrance.openedByOther(slot)).isTrue();
    }

    @Test
    void a_password_that_was_changed_back_is_found_again() {
        session(NEW);
        tried.clear();
        session(OLD);
        session(OLD);
        assertThat(tried).containsExactly(NEW, OLD, OLD);
    }

    @Test
    void a_switch_over_snmp_is_asked_with_the_second_as_well_though_it_only_keeps_silent() {
        assertThat(overSnmp(NEW)).isInstanceOf(OpenResult.Open.class);
        overSnmp(NEW);
        assertThat(tried).containsExactly(OLD, NEW, NEW);
    }

    @Test
    void a_device_that_is_not_there_is_not_asked_twice() {
        var silent =
                entrance.open(
                        rotating,
                        given -> {
                            tried.add(given);
                            return new OpenResult.Unreachable("no route");
                        });
        assertThat(silent).isInstanceOf(OpenResult.Unreachable.class);
        assertThat(tried).containsExactly(OLD);
    }

    @Test
    void what_the_first_said_is_told_where_none_opens() {
        assertThat(entrance.open(rotating, given -> new OpenResult.LoginRefused(given.password())))
                .isEqualTo(new OpenResult.LoginRefused("old"));
    }
}
