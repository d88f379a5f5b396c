package io.holdfast.apps.lab;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The words behind a command.
 *
 * @param home folder of the built project
 * @param state folder for everything the plant writes
 */
record Options(
        Path home,
        Path state,
        int portBase,
        Optional<Path> readyFile,
        Optional<Path> file,
        Identity identity,
        List<String> words) {

    /** Who knows the people of the plant. */
    enum Identity {
        EMBEDDED,
        KEYCLOAK
    }

    static final int DEFAULT_PORT_BASE = 18400;

    static Options parse(List<String> args) {
        var given = new TreeMap<String, String>();
        var words = new ArrayList<String>();
        for (int i = 0; i < args.size(); i++) {
            var arg = args.get(i);
            if (!arg.startsWith("--")) {
                words.add(arg);
                continue;
            }
            int equals = arg.indexOf('=');
            var name = equals < 0 ? arg : arg.substring(0, equals);
            if (!List.of("--home", "--state", "--port-base", "--ready-file", "--file", "--identity")
                    .contains(name)) {
                throw new Refusal(
                        2, "there is no option " + name + "; ./holdfast --help lists them");
            }
            if (equals < 0 && i + 1 >= args.size()) {
                throw new Refusal(2, name + " needs a value");
            }
            given.put(name, equals < 0 ? args.get(++i) : arg.substring(equals + 1));
        }
        return new Options(
                Path.of(given.getOrDefault("--home", ".")).toAbsolutePath().normalize(),
                Path.of(given.getOrDefault("--state", ".holdfast")).toAbsolutePath().normalize(),
                portBase(given.getOrDefault("--port-base", "" + DEFAULT_PORT_BASE)),
                Optional.ofNullable(given.get("--ready-file"))
                        .map(f -> Path.of(f).toAbsolutePath()),
                Optional.ofNullable(given.get("--file")).map(f -> Path.of(f).toAbsolutePath()),
                identity(given.getOrDefault("--identity", "embedded")),
                List.copyOf(words));
    }

    private static Identity identity(String text) {
        return switch (text) {
            case "embedded" -> Identity.EMBEDDED;
            case "keycloak" -> Identity.KEYCLOAK;
            default ->
                    throw new Refusal(
                            2, "--identity is embedded or keycloak, not \"" + text + "\"");
        };
    }

    private static int portBase(String text) {
        if (!text.matches("[0-9]{4,5}")
                || Integer.parseInt(text) < 1024
                || Integer.parseInt(text) > 65435) {
            throw new Refusal(
                    2, "--port-base is a number from 1024 to 65435, not \"" + text + "\"");
        }
        return Integer.parseInt(text);
    }

    /** Where the running plant keeps what belongs to this start. */
    Path plant() {
        return state.resolve("plant");
    }
}
