package io.holdfast.apps.lab;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** How each process of the plant is started. */
final class Processes {

    /**
     * Small heaps, one collector thread: the plant shares two cores and must fit beside a browser.
     */
    private static final List<String> SMALL =
            List.of(
                    "-XX:+UseSerialGC",
                    "-XX:TieredStopAtLevel=1",
                    "--enable-native-access=ALL-UNNAMED");

    private final Options options;
    private final Ports ports;

    Processes(Options options, Ports ports) {
        this.options = options;
        this.ports = ports;
    }

    Child devices(Fleet fleet) {
        var file = options.plant().resolve("devices.json");
        Secrets.write(file, Json.text(fleet.description()));
        return Child.java(
                options,
                "devices",
                jvm("192m"),
                options.home().resolve("apps/lab/target/holdfast-lab-app.jar"),
                List.of(
                        "devices",
                        "--state",
                        options.state().toString(),
                        "--file",
                        file.toString()),
                Map.of());
    }

    /**
     * The centre.
     *
     * @param identity what it is told of an identity provider outside; nothing if it brings its own
     */
    Child centre(
            Database database,
            String databasePassword,
            Path bootstrap,
            Map<String, String> identity) {
        var settings = new TreeMap<String, String>();
        settings.put("server.port", "" + ports.dashboard());
        settings.put("holdfast.url", url());
        settings.put("holdfast.directory", options.plant().resolve("centre").toString());
        settings.put("holdfast.bootstrap", bootstrap.toString());
        settings.put("holdfast.database.url", database.url());
        settings.put("holdfast.database.admin-user", Database.SUPERUSER);
        settings.put("holdfast.database.admin-password", databasePassword);
        settings.put("holdfast.link.port", "" + ports.link());
        settings.putAll(identity);
        var file = options.plant().resolve("centre.properties");
        var text = new StringBuilder();
        settings.forEach((key, value) ->
                text.append(key).append('=').append(value.replace("\\", "\\\\")).append('\n'));
        Secrets.write(file, text.toString());
        return Child.java(
                options,
                "centre",
                List.of("-XX:+UseSerialGC", "-Xmx512m", "--enable-native-access=ALL-UNNAMED"),
                options.home().resolve("apps/centre/target/holdfast-centre-app.jar"),
                List.of("--spring.config.additional-location=file:" + file),
                Map.of());
    }

    /** Short rhythms, so that a visitor sees in seconds what takes minutes at a plant. */
    Child siteNode(DemoSite site, int place, Path token) {
        return Child.java(
                options,
                "site-" + site.id(),
                jvm("160m"),
                options.home().resolve("apps/site/target/holdfast-site-app.jar"),
                List.of(
                        "--directory",
                        options.plant().resolve("sites").resolve(site.id()).toString(),
                        "--token",
                        token.toString(),
                        "--status-port",
                        "" + ports.console(place),
                        "--trial",
                        "60",
                        "--look-every",
                        "15",
                        "--device-retry",
                        "3",
                        "--farthest-retry",
                        "5",
                        "--islanded-after",
                        "30"),
                Map.of());
    }

    /** Where the dashboard and the API answer. */
    String url() {
        return "http://127.0.0.1:" + ports.dashboard();
    }

    private static List<String> jvm(String heap) {
        var all = new java.util.ArrayList<>(SMALL);
        all.add("-Xmx" + heap);
        return List.copyOf(all);
    }
}
