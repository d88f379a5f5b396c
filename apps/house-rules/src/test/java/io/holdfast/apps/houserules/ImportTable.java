package io.holdfast.apps.houserules;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.properties.CanBeAnnotated.Predicates.annotatedWith;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchRule;
import java.util.List;
import java.util.stream.Stream;

/**
 * Who may import whom, one row per promise. Maven keeps whole modules apart ({@code
 * bannedDependencies}); these rows keep packages apart, also where a module comes in by another.
 */
final class ImportTable {

    private static final String JPA_ENTITY = "jakarta.persistence.Entity";

    /** What core may use of the JDK: values and collections, no files, sockets or databases. */
    private static final List<String> PURE =
            List.of(
                    "java.lang..",
                    "java.util..",
                    "java.time..",
                    "java.math..",
                    "java.nio",
                    "java.nio.charset..",
                    "org.jspecify..");

    /** Streams over bytes in memory are values; whatever opens a file is not. */
    private static final DescribedPredicate<JavaClass> ON_DISK =
            describe(
                    "open a file",
                    type ->
                            type.getName().startsWith("java.io.File")
                                    || type.getName().equals("java.io.RandomAccessFile")
                                    || type.getName().equals("java.io.Console"));

    /** Where a listener stands and who spoke to it are values; whatever speaks is not. */
    private static final DescribedPredicate<JavaClass> WHERE =
            describe(
                    "name a place in a network",
                    type ->
                            type.getName().equals("java.net.InetAddress")
                                    || type.getName().equals("java.net.InetSocketAddress"));

    private ImportTable() {}

    /**
     * A promise, and a class that breaks it.
     *
     * @param badPackage where the class that breaks it lives
     * @param culprit what the rule has to name when it meets that class
     */
    record Row(String promise, ArchRule rule, String badPackage, String culprit) {

        @Override
        public String toString() {
            return promise;
        }
    }

    static List<Row> rows() {
        return List.of(
                new Row(
                        "core/domain is pure",
                        only("io.holdfast.core..", List.of("io.holdfast.core..")),
                        "io.holdfast.core.bad",
                        "core.bad.Logs"),
                new Row(
                        "the verifier owes nothing to the compiler",
                        never("io.holdfast.core.verify..", "io.holdfast.core.compile.."),
                        "io.holdfast.core.verify.bad",
                        "TrustsTheCompiler"),
                new Row(
                        "the audit log is pure",
                        only(
                                "io.holdfast.auditlog..",
                                List.of("io.holdfast.auditlog..", "java.security..", "java.io..")),
                        "io.holdfast.auditlog.bad",
                        "StoresItself"),
                new Row(
                        "the contract between centre and site has no transport",
                        only(
                                "io.holdfast.sitelink..",
                                List.of(
                                        "io.holdfast.sitelink..",
                                        "io.holdfast.core..",
                                        "io.holdfast.auditlog..",
                                        "java.security..",
                                        "javax.crypto..",
                                        "java.io..",
                                        "tools.jackson..",
                                        "com.fasterxml.jackson.annotation..")),
                        "io.holdfast.sitelink.bad",
                        "SendsItself"),
                new Row(
                        "the second judge of bundles shares no code with the first",
                        only(
                                "io.holdfast.bundlecheck..",
                                List.of(
                                        "io.holdfast.bundlecheck..",
                                        "io.holdfast.core..",
                                        "java.security..")),
                        "io.holdfast.bundlecheck.bad",
                        "AsksTheFirst"),
                new Row(
                        "the SPI knows no adapter",
                        only(
                                "io.holdfast.spi..",
                                List.of(
                                        "io.holdfast.spi..",
                                        "io.holdfast.core..",
                                        "java.security..",
                                        "java.io..",
                                        "javax.xml.stream.."),
                                WHERE),
                        "io.holdfast.spi.bad",
                        "KnowsSsh"),
                new Row(
                        "NETCONF knows its protocol and the SPI",
                        never(
                                "io.holdfast.netconf..",
                                "io.holdfast.snmp..",
                                "io.holdfast.dialect..",
                                "io.holdfast.simulator..",
                                "org.springframework..",
                                "io.holdfast.controller..",
                                "io.holdfast.site..",
                                "io.holdfast.sitelink.."),
                        "io.holdfast.netconf.bad",
                        "AsksBySnmp"),
                new Row(
                        "SNMP knows its protocol and the SPI",
                        never(
                                "io.holdfast.snmp..",
                                "io.holdfast.netconf..",
                                "io.holdfast.dialect..",
                                "io.holdfast.simulator..",
                                "org.springframework..",
                                "io.holdfast.controller..",
                                "io.holdfast.site..",
                                "io.holdfast.sitelink.."),
                        "io.holdfast.snmp.bad",
                        "WiredBySpring"),
                new Row(
                        "a dialect does no IO",
                        never(
                                "io.holdfast.dialect..",
                                "java.net..",
                                "java.nio.file..",
                                "java.nio.channels..",
                                "java.sql..",
                                "org.apache.sshd..",
                                "org.snmp4j..",
                                "org.springframework..",
                                "org.slf4j..",
                                "io.holdfast.netconf..",
                                "io.holdfast.snmp..",
                                "io.holdfast.simulator..",
                                "io.holdfast.controller..",
                                "io.holdfast.site..",
                                "io.holdfast.sitelink.."),
                        "io.holdfast.dialect.bad",
                        "ReadsAFile"),
                new Row(
                        "the simulator shares no code with what it tests",
                        never(
                                "io.holdfast.simulator..",
                                "io.holdfast.netconf..",
                                "io.holdfast.snmp..",
                                "io.holdfast.dialect..",
                                // Two readers, so that one mistake is not made at both ends.
                                "io.holdfast.spi.xml..",
                                "io.holdfast.core.verify..",
                                "io.holdfast.core.compile..",
                                "org.springframework..",
                                "io.holdfast.controller..",
                                "io.holdfast.site.."),
                        "io.holdfast.simulator.bad",
                        "BorrowsTheClient"),
                new Row(
                        "the centre cannot speak to a device",
                        noClasses()
                                .that()
                                .resideInAPackage("io.holdfast.controller..")
                                .should()
                                .dependOnClassesThat(
                                        resideInAnyPackage(
                                                        "io.holdfast.netconf..",
                                                        "io.holdfast.snmp..",
                                                        "io.holdfast.simulator..",
                                                        "io.holdfast.dialect..",
                                                        "io.holdfast.site..",
                                                        "io.holdfast.ui..",
                                                        "io.holdfast.apps..",
                                                        "org.apache.sshd..",
                                                        "org.snmp4j..")
                                                .or(assignableTo("io.holdfast.spi.DeviceSession"))),
                        "io.holdfast.controller.bad",
                        "SpeaksToDevices"),
                new Row(
                        "the site node stands alone",
                        never(
                                "io.holdfast.site..",
                                "io.holdfast.controller..",
                                "io.holdfast.ui..",
                                "io.holdfast.api..",
                                "io.holdfast.netconf..",
                                "io.holdfast.snmp..",
                                "io.holdfast.dialect..",
                                "io.holdfast.simulator..",
                                "io.holdfast.apps..",
                                "com.vaadin.."),
                        "io.holdfast.site.bad",
                        "AsksTheCentre"),
                new Row(
                        "the dashboard sees use cases, not stores",
                        noClasses()
                                .that()
                                .resideInAPackage("io.holdfast.ui..")
                                .should()
                                .dependOnClassesThat(
                                        resideInAnyPackage(
                                                "io.holdfast.controller.*.*..",
                                                "io.holdfast.sitelink..",
                                                "io.holdfast.spi..",
                                                "io.holdfast.site..",
                                                "io.holdfast.apps..",
                                                "io.holdfast.api..",
                                                "jakarta.persistence..",
                                                "org.springframework.data.jpa..",
                                                "org.springframework.jdbc..",
                                                "java.sql..")),
                        "io.holdfast.ui.bad",
                        "ReadsTheStore"),
                new Row(
                        "nobody depends on an app",
                        noClasses()
                                .that(not(resideInAPackage("io.holdfast.apps..")))
                                .should()
                                .dependOnClassesThat(resideInAPackage("io.holdfast.apps..")),
                        "io.holdfast.site.bad",
                        "StartsTheApp"),
                new Row(
                        "Bouncy Castle is in the centre only",
                        noClasses()
                                .that(not(resideInAPackage("io.holdfast.controller..")))
                                .should()
                                .dependOnClassesThat(resideInAPackage("org.bouncycastle..")),
                        "io.holdfast.site.bad",
                        "MakesCertificates"),
                new Row(
                        "entities live in a store",
                        classes()
                                .that(annotatedWith(JPA_ENTITY))
                                .should()
                                .resideInAPackage("io.holdfast.controller..store.."),
                        "io.holdfast.controller.bad",
                        "LooseRow"),
                new Row(
                        "entities never leave their store",
                        noClasses()
                                .that(not(resideInAPackage("..store..")))
                                .should()
                                .dependOnClassesThat(annotatedWith(JPA_ENTITY)),
                        "io.holdfast.controller.bad",
                        "HandsOutRows"));
    }

    private static ArchRule only(String who, List<String> own) {
        return only(who, own, resideInAPackage(""));
    }

    private static ArchRule only(
            String who, List<String> own, DescribedPredicate<JavaClass> besides) {
        var allowed = Stream.concat(PURE.stream(), own.stream()).toArray(String[]::new);
        return classes()
                .that()
                .resideInAPackage(who)
                .should()
                .onlyDependOnClassesThat(
                        resideInAnyPackage(allowed)
                                // The class of a `byte[]` is in no package.
                                .or(resideInAPackage(""))
                                .or(besides)
                                .and(not(ON_DISK)));
    }

    private static ArchRule never(String who, String... whom) {
        return noClasses()
                .that()
                .resideInAPackage(who)
                .should()
                .dependOnClassesThat(resideInAnyPackage(whom));
    }
}
