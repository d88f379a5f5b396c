package io.holdfast.controller.observations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.holdfast.controller.scope.Refused;
import io.holdfast.controller.sitelinks.AccessStanding;
import io.holdfast.controller.sitelinks.CredentialGroups;
import io.holdfast.controller.sitelinks.CredentialRotations;
import io.holdfast.controller.sitelinks.DeviceAccesses;
import io.holdfast.controller.sitelinks.DeviceCredentials;
import io.holdfast.controller.sitelinks.DeviceReach;
import io.holdfast.controller.sitelinks.Opener;
import io.holdfast.controller.sitelinks.RotationStanding;
import io.holdfast.controller.sitelinks.RotationStanding.State;
import io.holdfast.core.site.DeviceSlot;
import io.holdfast.core.site.SiteId;
import io.holdfast.sitelink.DeviceAccess;
import io.holdfast.sitelink.Sealing;
import io.holdfast.sitelink.WireJson;
import io.holdfast.sitelink.telemetry.EventLine;
import io.holdfast.sitelink.telemetry.SiteWord;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** Secrets are replaced by the word of the site that proved the new one, and by nothing else. */
class RotationsTest extends ObservationsStory {

    private static final DeviceReach REACH = new DeviceReach("192.0.2.9", 830, "192.0.2.9", 161);
    private static final DeviceSlot OTHER = new DeviceSlot("sw-2");

    private static final Map<SiteId, DeviceAccess> NEWEST = new HashMap<>();

    private static <T> T centrally(Supplier<T> what) {
        return plant.as(centre(water), what);
    }

    private static CredentialRotations rotations() {
        return plant.bean(CredentialRotations.class);
    }

    private static DeviceCredentials random() {
        return new DeviceCredentials(word(), word(), word(), word(), word());
    }

    private static String word() {
        return UUID.randomUUID().toString();
    }

    private static AccessStanding given(Box box, DeviceSlot slot, Opener opener) {
        return centrally(
                () -> plant.bean(DeviceAccesses.class).putAccess(box.site, slot, REACH, opener));
    }

    private static RotationStanding rotate(Box box, DeviceSlot slot, Opener opener) {
        return centrally(() -> rotations().start(box.site, slot, opener));
    }

    private static RotationStanding newest(Box box, DeviceSlot slot) {
        return centrally(() -> rotations().newest(box.site, slot)).orElseThrow();
    }

    private static CredentialGroups.GroupView group(
            String name, List<SiteId> sites, DeviceCredentials credentials) {
        var groups = plant.bean(CredentialGroups.class);
        var read =
                centrally(() ->
                        groups.list().stream()
                                .filter(g -> g.name().equals(name))
                                .map(CredentialGroups.GroupView::version)
                                .findFirst());
        return centrally(() -> groups.put(name, read, sites, credentials));
    }

    /** The newest list; one that was sent a moment ago is not sent again. */
    private static DeviceAccess list(Box box) {
        var envelope = box.link.answer(box.link.quiet(0, 0)).access();
        if (envelope != null) {
            NEWEST.put(box.site, WireJson.read(DeviceAccess.class, envelope.payload()));
        }
        return Objects.requireNonNull(NEWEST.get(box.site));
    }

    private static String opened(Box box, String purpose, String sealed) {
        return Sealing.open(
                                box.link.encryption.getPrivate(),
                                box.link.encryptionKey().toArray(),
                                purpose,
                                Base64.getDecoder().decode(sealed))
                        instanceof Sealing.Opened.Plain plain
                ? new String(plain.bytes(), StandardCharsets.UTF_8)
                : "not readable";
    }

    private static void told(Box box, DeviceSlot slot, long number, long attempt, String result) {
        box.tells(
                new SiteWord.RotationTried(slot, number, attempt, result, "so said the box"), hour);
    }

    private static List<String> sealedTexts(Box box) {
        return plant.sql(
                "select sealed_secret from credential_rotation where sealed_secret <> ''"
                        + " and site_code = '"
                        + box.site
                        + "'");
    }

    private static void isRefused(String code, Supplier<?> what) {
        assertThatThrownBy(() -> centrally(what::get))
                .isInstanceOfSatisfying(Refused.class, r -> assertThat(r.code()).isEqualTo(code));
    }

    @Test
    void only_the_sites_word_that_the_new_secret_opens_the_device_lets_the_old_one_go() {
        var box = new Box();
        var old = random();
        var next = random();
        given(box, SW, new Opener.Own(old));
        var purpose = Sealing.deviceSecret(box.link.token.identity(), SW);

        assertThat(rotate(box, SW, new Opener.Own(next)).state()).isEqualTo(State.WAITING);
        var both = list(box);
        assertThat(opened(box, purpose, both.devices().getFirst().sealedSecret()))
                .contains(old.password());
        assertThat(both.rotations()).hasSize(1);
        assertThat(opened(box, purpose, both.rotations().getFirst().sealedSecret()))
                .contains(next.password());
        isRefused("ROTATION_NOT_TOLD", () -> rotations().withdraw(box.site, SW));
        isRefused(
                "ROTATION_NOT_TOLD",
                () -> rotations().start(box.site, SW, new Opener.Own(random())));

        told(box, SW, 1, 1, "LOGIN_REFUSED");
        var failed = newest(box, SW);
        assertThat(failed.state()).isEqualTo(State.FAILED);
        assertThat(failed.reason()).isEqualTo("so said the box");
        assertThat(opened(box, purpose, list(box).devices().getFirst().sealedSecret()))
                .contains(old.password());

        assertThat(centrally(() -> rotations().again(box.site, SW)).attempt()).isEqualTo(2);
        told(box, SW, 1, 1, "LOGIN_REFUSED");
        assertThat(newest(box, SW).state()).as("of the attempt before").isEqualTo(State.WAITING);
        told(box, SW, 1, 2, "PROVED");
        told(box, SW, 1, 2, "PROVED");
        assertThat(newest(box, SW).state()).isEqualTo(State.PROVED);
        var alone = list(box);
        assertThat(alone.rotations()).isEmpty();
        assertThat(opened(box, purpose, alone.devices().getFirst().sealedSecret()))
                .contains(next.password());
        assertThat(sealedTexts(box)).isEmpty();
        assertThat(
                        plant.sql(
                                "select action from audit_entry where object_id = '"
                                        + box.site
                                        + "/sw-1' order by entry_id"))
                .containsExactly(
                        "device.put-access",
                        "device.put-access",
                        "device.rotate-access",
                        "device.rotation-failed",
                        "device.rotate-again",
                        "device.rotation-proved");
    }

    @Test
    void a_secret_that_did_not_open_the_device_can_be_given_up_and_is_forgotten_with_the_next() {
        var box = new Box();
        given(box, SW, new Opener.Own(random()));
        rotate(box, SW, new Opener.Own(random()));
        told(box, SW, 1, 1, "SNMP_REFUSED");
        assertThat(centrally(() -> rotations().withdraw(box.site, SW)).state())
                .isEqualTo(State.WITHDRAWN);
        assertThat(list(box).rotations()).isEmpty();
        isRefused("NO_ROTATION", () -> rotations().again(box.site, SW));
        told(box, SW, 1, 1, "SILENT");
        assertThat(newest(box, SW).state()).isEqualTo(State.WITHDRAWN);
        given(box, SW, new Opener.Own(random()));
        assertThat(sealedTexts(box)).isEmpty();
        told(box, SW, 1, 1, "PROVED");
        assertThat(newest(box, SW).state()).isEqualTo(State.WITHDRAWN);
    }

    @Test
    void what_the_site_proved_before_it_heard_that_it_was_given_up_opens_the_device() {
        var box = new Box();
        var proved = random();
        var purpose = Sealing.deviceSecret(box.link.token.identity(), SW);
        given(box, SW, new Opener.Own(random()));
        rotate(box, SW, new Opener.Own(proved));
        told(box, SW, 1, 1, "SILENT");
        centrally(() -> rotations().withdraw(box.site, SW));
        told(box, SW, 1, 1, "PROVED");
        assertThat(newest(box, SW).state()).isEqualTo(State.PROVED);
        assertThat(opened(box, purpose, list(box).devices().getFirst().sealedSecret()))
                .contains(proved.password());
    }

    @Test
    void what_the_site_proved_before_it_heard_of_a_newer_one_opens_the_device_until_that_does() {
        var box = new Box();
        var proved = random();
        var newer = random();
        var purpose = Sealing.deviceSecret(box.link.token.identity(), SW);
        given(box, SW, new Opener.Own(random()));
        rotate(box, SW, new Opener.Own(proved));
        told(box, SW, 1, 1, "LOGIN_REFUSED");
        rotate(box, SW, new Opener.Own(newer));
        told(box, SW, 1, 1, "PROVED");
        var both = list(box);
        assertThat(opened(box, purpose, both.devices().getFirst().sealedSecret()))
                .contains(proved.password());
        assertThat(both.rotations()).extracting(DeviceAccess.Rotation::number).containsExactly(2L);
        assertThat(newest(box, SW).state()).isEqualTo(State.WAITING);
        told(box, SW, 2, 1, "PROVED");
        assertThat(opened(box, purpose, list(box).devices().getFirst().sealedSecret()))
                .contains(newer.password());
        assertThat(sealedTexts(box)).isEmpty();
    }

    @Test
    void a_failure_told_again_is_one_entry_and_a_list_is_signed_once_for_all_that_was_proved() {
        var box = new Box();
        given(box, SW, new Opener.Own(random()));
        given(box, OTHER, new Opener.Own(random()));
        rotate(box, SW, new Opener.Own(random()));
        rotate(box, OTHER, new Opener.Own(random()));
        for (int i = 0; i < 3; i++) {
            told(box, SW, 1, 1, "SILENT");
        }
        assertThat(
                        plant.sql(
                                "select count(*) from audit_entry where action ="
                                        + " 'device.rotation-failed' and object_id = '"
                                        + box.site
                                        + "/sw-1'"))
                .containsExactly("1");
        long before = list(box).version();
        box.tells(List.of(tried(box, SW), tried(box, OTHER)), List.of(), List.of());
        var after = list(box);
        assertThat(after.rotations()).isEmpty();
        assertThat(after.version()).isEqualTo(before + 1);
        assertThatThrownBy(() -> new SiteWord.RotationTried(SW, 1, 1, "SILENT", "x".repeat(301)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new SiteWord.CredentialsTried(SW, 1, "x".repeat(41), ""))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static EventLine tried(Box box, DeviceSlot slot) {
        return new EventLine(
                ++box.sequence, hour, new SiteWord.RotationTried(slot, 1, 1, "PROVED", ""));
    }

    @Test
    void a_device_that_is_stuck_holds_up_no_other_of_its_group_and_follows_once_it_was_told() {
        var box = new Box();
        var first = random();
        var second = random();
        var third = random();
        var purpose = Sealing.groupSecret(box.link.token.identity(), "stuck");
        group("stuck", List.of(box.site), first);
        given(box, SW, new Opener.OfGroup("stuck"));
        given(box, OTHER, new Opener.OfGroup("stuck"));
        group("stuck", List.of(box.site), second);
        told(box, OTHER, 1, 1, "PROVED");

        group("stuck", List.of(box.site), third);
        told(box, OTHER, 2, 1, "PROVED");
        assertThat(newest(box, SW).number()).as("still waits for the second").isEqualTo(1);
        assertThat(opened(box, purpose, list(box).devices().getLast().sealedSecret()))
                .contains(third.password());

        told(box, SW, 1, 1, "PROVED");
        assertThat(newest(box, SW).number()).isEqualTo(2);
        var listed = list(box);
        assertThat(opened(box, purpose, listed.devices().getFirst().sealedSecret()))
                .contains(second.password());
        assertThat(opened(box, purpose, listed.rotations().getFirst().sealedSecret()))
                .contains(third.password());
        told(box, SW, 2, 1, "PROVED");
        assertThat(list(box).rotations()).isEmpty();
    }

    @Test
    void a_groups_new_secret_reaches_each_of_its_devices_and_each_proves_it_for_itself() {
        var box = new Box();
        var old = random();
        var next = random();
        var identity = box.link.token.identity();
        var purpose = Sealing.groupSecret(identity, "field");
        group("field", List.of(box.site), old);
        given(box, SW, new Opener.OfGroup("field"));
        given(box, OTHER, new Opener.OfGroup("field"));
        assertThat(list(box).members())
                .containsExactly(
                        new DeviceAccess.Member(SW, "field"),
                        new DeviceAccess.Member(OTHER, "field"));

        var after = group("field", List.of(box.site), next);
        assertThat(after.sites().getFirst().rotating()).containsExactly(SW, OTHER);
        told(box, SW, 1, 1, "PROVED");
        told(box, OTHER, 1, 1, "SILENT");
        var listed = list(box);
        assertThat(opened(box, purpose, listed.devices().getFirst().sealedSecret()))
                .contains(next.password());
        assertThat(opened(box, purpose, listed.devices().getLast().sealedSecret()))
                .contains(old.password());
        assertThat(listed.rotations()).extracting(DeviceAccess.Rotation::slot).containsOnly(OTHER);
        var elsewhere = List.of(new Box().site);
        isRefused(
                "GROUP_IN_USE",
                () ->
                        plant.bean(CredentialGroups.class)
                                .put("field", Optional.of(2L), elsewhere, next));
        isRefused(
                "IF_MATCH_MISSING",
                () ->
                        plant.bean(CredentialGroups.class)
                                .put("field", Optional.empty(), List.of(box.site), next));
        isRefused(
                "VERSION_CHANGED",
                () ->
                        plant.bean(CredentialGroups.class)
                                .put("field", Optional.of(1L), List.of(box.site), next));
    }

    @Test
    void a_device_moves_from_its_own_secret_to_a_groups_once_that_is_proved() {
        var box = new Box();
        given(box, SW, new Opener.Own(random()));
        isRefused(
                "UNKNOWN_GROUP",
                () -> rotations().start(box.site, SW, new Opener.OfGroup("nobodys")));
        group("moving", List.of(new Box().site), random());
        isRefused(
                "GROUP_NOT_AT_SITE",
                () -> rotations().start(box.site, SW, new Opener.OfGroup("moving")));
        group("moving", List.of(box.site), random());
        rotate(box, SW, new Opener.OfGroup("moving"));
        assertThat(list(box).members()).isEmpty();
        told(box, SW, 1, 1, "PROVED");
        assertThat(list(box).members()).containsExactly(new DeviceAccess.Member(SW, "moving"));
    }

    @Test
    void whoever_only_looks_sees_the_state_and_changes_nothing() {
        var box = new Box();
        given(box, SW, new Opener.Own(random()));
        assertThatThrownBy(() ->
                        plant.as(
                                observer(),
                                () -> rotations().start(box.site, SW, new Opener.Own(random()))))
                .isInstanceOf(Refused.class);
        assertThat(
                        plant.as(
                                observer(),
                                () ->
                                        plant.bean(DeviceAccesses.class).everywhere().stream()
                                                .filter(u -> u.site().equals(box.site))
                                                .map(u -> u.standing().group())
                                                .toList()))
                .containsExactly("");
    }
}
