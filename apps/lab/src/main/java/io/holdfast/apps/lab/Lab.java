package io.holdfast.apps.lab;

import java.util.List;

/**
 * The demo plant on one machine. Started by the launcher; knows {@code run}, {@code cut SITE},
 * {@code restore SITE}, {@code kill}, the check that kills its processes, and {@code devices}, the
 * process of simulated devices that {@code run} starts itself.
 */
public final class Lab {

    private Lab() {}

    /** Exit codes: 0 done, 1 failed, 2 wrong use, 3 something this machine lacks. */
    public static void main(String[] args) {
        int code = run(List.of(args));
        // A plant that was told to stop is already on its way out; exiting twice would block.
        if (code != 0) {
            Runtime.getRuntime().exit(code);
        }
    }

    private static int run(List<String> args) {
        var command = args.isEmpty() ? "" : args.getFirst();
        try {
            var options =
                    command.equals("kill")
                            ? Options.parse(List.of())
                            : Options.parse(args.isEmpty() ? args : args.subList(1, args.size()));
            return switch (command) {
                case "run" -> Plant.run(options);
                case "cut" -> ControlDoor.ask(options, "cut");
                case "restore" -> ControlDoor.ask(options, "restore");
                case "kill" -> KillCheck.run(args.subList(1, args.size()));
                case "devices" -> DevicesProcess.run(options);
                default ->
                        throw new Refusal(
                                2,
                                "the lab knows run, cut, restore, devices, kill; not \""
                                        + command
                                        + "\"");
            };
        } catch (Refusal refusal) {
            System.err.println("holdfast: " + refusal.getMessage());
            return refusal.exitCode();
        } catch (RuntimeException e) {
            // A fault of ours: the whole of it, since nobody else will ever see it.
            e.printStackTrace();
            return 1;
        }
    }
}
