package io.holdfast.apps.lab;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipInputStream;

/**
 * The real Keycloak beside the plant, on loopback: its distribution as Maven has it, unpacked and
 * built once per state folder, with the realm that is shipped and the people of this plant in it.
 */
final class Keycloak {

    static final String VERSION = "26.7.3";

    private static final Duration BUILD = Duration.ofMinutes(5);
    private static final Duration START = Duration.ofMinutes(8);
    private static final String FOLDER = "keycloak-" + VERSION;

    /** Written last, so that a build that was broken off is begun again. */
    private static final String BUILT = ".holdfast-built";

    private final Options options;
    private final Ports ports;
    private final Path home;
    private final String clientSecret = Secrets.password();

    Keycloak(Options options, Ports ports) {
        this.options = options;
        this.ports = ports;
        this.home = options.state().resolve("keycloak").resolve(FOLDER);
    }

    /** Where Maven keeps what {@code ./holdfast peers} fetches. */
    static Path distribution() {
        return Path.of(
                System.getProperty("user.home"),
                ".m2/repository/org/keycloak/keycloak-quarkus-dist",
                VERSION,
                "keycloak-quarkus-dist-" + VERSION + ".zip");
    }

    /**
     * By its name and not by its number: a browser takes a security key for a name only (WebAuthn
     * Level 3, section 5.1.2), and keeps its cookies apart from the dashboard's.
     */
    String url() {
        return "http://localhost:" + ports.keycloak();
    }

    String issuer() {
        return url() + "/realms/" + KeycloakRealm.NAME;
    }

    String tokenUrl() {
        return issuer() + "/protocol/openid-connect/token";
    }

    String clientSecret() {
        return clientSecret;
    }

    /** Unpacks and builds it, if that was not done in this state folder before. */
    void prepare() {
        var built = home.resolve(BUILT);
        if (Files.exists(built)) {
            return;
        }
        if (!Files.isReadable(distribution())) {
            throw new Refusal(
                    3,
                    "Keycloak is not in the local Maven repository ("
                            + distribution()
                            + "); ./holdfast peers fetches it");
        }
        Leftovers.delete(home);
        unpack(distribution(), options.state().resolve("keycloak"));
        var build =
                child(
                        "keycloak-build",
                        List.of("build", "--db=dev-file", "--health-enabled=true"),
                        Map.of());
        Waiting.until("the build of Keycloak", BUILD, () -> !build.isAlive());
        if (build.exitCode() != 0) {
            throw new Refusal(1, "Keycloak could not be built; see " + build.log());
        }
        try {
            Files.createFile(built);
        } catch (IOException e) {
            throw new Refusal(1, "cannot write " + built + ": " + e.getMessage(), e);
        }
    }

    /** Starts it, with nothing left of an earlier plant. */
    Child start(People people, String dashboard) {
        Leftovers.delete(home.resolve("data"));
        var realm = options.home().resolve("docs/keycloak/holdfast-realm.json");
        Secrets.write(realmFile(), KeycloakRealm.of(realm, people));
        return child(
                "keycloak",
                List.of(
                        "start",
                        "--optimized",
                        "--import-realm",
                        "--cache=local",
                        "--http-enabled=true",
                        "--http-host=127.0.0.1",
                        "--http-port=" + ports.keycloak(),
                        "--http-management-host=127.0.0.1",
                        "--http-management-port=" + ports.keycloakHealth(),
                        "--hostname=" + url()),
                Map.of("HOLDFAST_URL", dashboard, "HOLDFAST_CLIENT_SECRET", clientSecret));
    }

    /** Waits until it answers, and takes away the file with the passwords. */
    void await(Child keycloak) {
        var ready = URI.create("http://127.0.0.1:" + ports.keycloakHealth() + "/health/ready");
        try (var http = HttpClient.newHttpClient()) {
            Waiting.until(
                    "Keycloak",
                    START,
                    () -> {
                        keycloak.mustLive();
                        return answers(http, ready);
                    });
            Files.deleteIfExists(realmFile());
        } catch (IOException e) {
            throw new Refusal(1, "cannot delete " + realmFile() + ": " + e.getMessage(), e);
        }
    }

    private Path realmFile() {
        return home.resolve("data/import/holdfast-realm.json");
    }

    private static boolean answers(HttpClient http, URI address) {
        try {
            var request = HttpRequest.newBuilder(address).timeout(Duration.ofSeconds(3)).build();
            return http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** As its own start script calls it, without the shell in between: one process, one pid. */
    private Child child(String name, List<String> words, Map<String, String> environment) {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(
                List.of(
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-Xmx448m",
                        "-XX:MaxMetaspaceSize=256m",
                        "-XX:+ExitOnOutOfMemoryError",
                        "-Dfile.encoding=UTF-8",
                        "-Djava.util.concurrent.ForkJoinPool.common.threadFactory="
                                + "io.quarkus.bootstrap.forkjoin.QuarkusForkJoinWorkerThreadFactory",
                        "--add-opens=java.base/java.util=ALL-UNNAMED",
                        "--add-opens=java.base/java.util.concurrent=ALL-UNNAMED",
                        "--add-opens=java.base/java.security=ALL-UNNAMED",
                        "--add-opens=java.base/java.lang=ALL-UNNAMED",
                        "--enable-native-access=ALL-UNNAMED",
                        "-Dkc.home.dir=" + home,
                        "-Djboss.server.config.dir=" + home.resolve("conf"),
                        "-Djava.util.logging.manager=org.jboss.logmanager.LogManager",
                        "-Dpicocli.disable.closures=true",
                        "-Dquarkus-log-max-startup-records=10000",
                        "-cp",
                        home.resolve("lib/quarkus-run.jar").toString(),
                        "io.quarkus.bootstrap.runner.QuarkusEntryPoint"));
        command.addAll(words);
        return Child.of(options, name, command, environment);
    }

    private static void unpack(Path zip, Path into) {
        try (var in = new ZipInputStream(Files.newInputStream(zip))) {
            for (var entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                var file = into.resolve(entry.getName()).normalize();
                if (!file.startsWith(into)) {
                    throw new Refusal(1, zip + " names a file outside itself: " + entry.getName());
                }
                if (entry.isDirectory()) {
                    Files.createDirectories(file);
                } else {
                    Files.createDirectories(file.getParent());
                    Files.copy(in, file);
                }
            }
        } catch (IOException e) {
            throw new Refusal(1, "cannot unpack " + zip + ": " + e.getMessage(), e);
        }
    }
}
