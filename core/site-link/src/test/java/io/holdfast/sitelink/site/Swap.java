package io.holdfast.sitelink.site;

import static io.holdfast.sitelink.site.Plant.FW;

import io.holdfast.core.config.DeviceConfig;
import io.holdfast.core.site.DeviceSlot;
import io.holdfast.sitelink.AccessJudgement;
import io.holdfast.sitelink.DeviceAccess;
import io.holdfast.sitelink.Digests;
import io.holdfast.sitelink.Journal;
import io.holdfast.sitelink.JournalLine;
import io.holdfast.sitelink.SealedCode;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A plant in which two people replace a device at the console. */
final class Swap {

    static final String MARA = "a".repeat(64);
    static final String KEY = "SHA256:" + "n".repeat(43);
    static final String OTHER = "SHA256:" + "o".repeat(43);

    final Plant plant;
    private long version = 1;

    Swap() {
        this(new Plant());
    }

    Swap(Plant plant) {
        this.plant = plant;
    }

    static String verifier(int code) {
        return ("010" + code).repeat(32);
    }

    /** The list of the centre, with codes, and with what it answers. */
    void list(@Nullable String key, DeviceAccess.Replaced... replaced) {
        var list = Plant.access(++version, key);
        plant.tell(
                new SiteEvent.AccessExamined(
                        new AccessJudgement.Accepted(
                                new DeviceAccess(
                                        list.schema(),
                                        list.organization(),
                                        list.site(),
                                        list.incarnation(),
                                        list.version(),
                                        list.devices(),
                                        List.of(),
                                        List.of(),
                                        List.of(),
                                        List.of(),
                                        List.of(),
                                        List.of(1, 2, 3).stream().map(Swap::code).toList(),
                                        List.of(replaced)))));
    }

    private static SealedCode code(int number) {
        return new SealedCode(1, number, "00".repeat(16), 210_000, verifier(number));
    }

    void hold() {
        list(Plant.LISTED);
        tell(
                new ConsoleDeed.Enter(
                        1, verifier(1), "Mara Lind", "fw-1 is dead", Duration.ofHours(4), MARA));
    }

    /** Another box stands in the slot, as it comes from the shelf. */
    void newUnit() {
        var unit = plant.devices.get(FW);
        unit.shownKey = KEY;
        unit.serial = "NEW 7";
        unit.running = Digests.of(DeviceConfig.EMPTY);
        unit.history.clear();
    }

    ConsoleAnswer tell(ConsoleDeed deed) {
        int before = plant.answers.size();
        plant.tell(new SiteEvent.AtConsole(1, deed));
        if (plant.answers.size() != before + 1) {
            throw new AssertionError("not answered: " + deed);
        }
        return plant.answers.getLast();
    }

    ConsoleAnswer ask() {
        return ask("NEW 7", KEY);
    }

    ConsoleAnswer ask(String serial, String key) {
        return ask(FW, serial, key);
    }

    /** And waits until the unit was met. */
    ConsoleAnswer ask(DeviceSlot slot, String serial, String key) {
        var answer =
                tell(new ConsoleDeed.Replace(MARA, slot, serial, key, "its power supply burnt"));
        plant.run(Duration.ofSeconds(5));
        return answer;
    }

    long number() {
        return plant.memory.units().underWay().orElseThrow().number();
    }

    ConsoleAnswer confirm() {
        return confirm("Jon Ek", 2);
    }

    ConsoleAnswer confirm(String person, int code) {
        long number = plant.memory.units().underWay().map(Replacing::number).orElse(0L);
        return tell(
                new ConsoleDeed.ConfirmReplacement(
                        MARA,
                        number,
                        person,
                        code,
                        code > 3 ? "" : verifier(code),
                        "d".repeat(64)));
    }

    void replace() {
        ask();
        confirm();
        plant.settle();
    }

    /** How the last one ended. */
    String outcome() {
        return plant.memory.units().lastEnded().map(Replacing.Ended::code).orElse("none");
    }

    List<String> alarms() {
        return plant.done.stream()
                .filter(SiteOrder.Alarm.class::isInstance)
                .map(o -> ((SiteOrder.Alarm) o).code())
                .toList();
    }

    String type(JournalLine line) {
        return Journal.read(line.bytes()).type();
    }
}
