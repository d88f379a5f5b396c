package io.holdfast.apps.bench;

import java.io.File;
import java.util.ArrayList;
import java.util.List;

/** Another program of this module in a process of its own, so that its cost is counted apart. */
public final class Child {

    private Child() {}

    /** From a folder of classes as from the runnable jar, whose own main class is another. */
    public static List<String> command(Class<?> program, String... words) {
        return command(List.of("-XX:+UseSerialGC", "-Xmx3g"), program, words);
    }

    /** The same with these flags of the virtual machine. */
    public static List<String> command(List<String> flags, Class<?> program, String... words) {
        var path = System.getProperty("java.class.path");
        var command = new ArrayList<String>();
        command.add(System.getProperty("java.home") + "/bin/java");
        command.addAll(flags);
        command.add("-cp");
        command.add(path);
        if (!path.contains(File.pathSeparator) && path.endsWith(".jar")) {
            command.add("-Dloader.main=" + program.getName());
            command.add("org.springframework.boot.loader.launch.PropertiesLauncher");
        } else {
            command.add(program.getName());
        }
        command.addAll(List.of(words));
        return command;
    }
}
