package io.holdfast.auditlog;

import io.holdfast.auditlog.AuditVerdict.Kind;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The organisations whose entries stand in what is read, and the salts by which to know them. */
final class Owners {

    private final List<AuditFile.Whose> named;
    private final byte[] first;

    /** By which leaves are known that have to have an entry here, the first one's before all. */
    private final List<byte[]> salts = new ArrayList<>();

    private Owners(List<AuditFile.Whose> named) {
        this.named = List.copyOf(named);
        this.first = named.getFirst().organization().getBytes(StandardCharsets.UTF_8);
    }

    /** Of an export: one organisation, and its salt is one of those that are known. */
    static Owners ofExport(AuditFile.Whose one, List<Digest> known, Faults faults) {
        var owners = new Owners(List.of(one));
        if (known.isEmpty() || known.contains(one.salt())) {
            owners.salts.add(one.salt().bytes());
            return owners;
        }
        other(faults, "the file names another salt");
        known.forEach(salt -> owners.salts.add(salt.bytes()));
        return owners;
    }

    /**
     * Of files that the log is appended to. Who knows a salt wants that organisation's entries: if
     * the files do not name it, all of them could be told as another's.
     */
    static Owners ofFiles(List<AuditFile.Whose> named, List<Digest> known, Faults faults) {
        var owners = new Owners(named);
        named.forEach(one -> owners.salts.add(one.salt().bytes()));
        for (var salt : known) {
            if (named.stream().noneMatch(one -> one.salt().equals(salt))) {
                other(faults, "a salt that was given is of no organisation that the files name");
                owners.salts.add(salt.bytes());
            }
        }
        return owners;
    }

    private static void other(Faults faults, String why) {
        faults.add(Kind.OTHER_SALT, 0, 0, why);
    }

    List<AuditFile.Whose> named() {
        return named;
    }

    /** By which leaves of an export are its organisation's. */
    byte[] salt() {
        return salts.getFirst();
    }

    boolean isOfFirst(byte[] canonical) {
        return CanonicalForm.isOf(canonical, first);
    }

    /** Whether an entry's leaf has the tag of the organisation that the entry says. */
    boolean isOwn(byte[] canonical, byte[] tag, RunningRoot root) {
        return saltOf(canonical).filter(salt -> Arrays.equals(tag, root.tag(salt))).isPresent();
    }

    private Optional<byte[]> saltOf(byte[] canonical) {
        if (isOfFirst(canonical)) {
            return Optional.of(named.getFirst().salt().bytes());
        }
        var organization = CanonicalForm.organization(canonical);
        return named.stream()
                .filter(one -> one.organization().equals(organization))
                .map(one -> one.salt().bytes())
                .findAny();
    }

    /** Whether the leaf that comes next has to have its entry here. */
    boolean have(byte[] tag, RunningRoot root) {
        for (var salt : salts) {
            if (Arrays.equals(tag, root.tag(salt))) {
                return true;
            }
        }
        return false;
    }
}
