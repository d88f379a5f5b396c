package io.holdfast.netconf;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Random;

/**
 * A line that plays what a test wrote before and keeps what was sent; it ends after the last byte.
 */
final class ScriptedLine implements ByteLine {

    private static final long WHOLE = -1;

    private final byte[] played;
    private final boolean whole;
    private final Random splits;
    private final ByteArrayOutputStream sent = new ByteArrayOutputStream();
    private int at;

    ScriptedLine(byte[] played, long seed) {
        this.played = played.clone();
        this.splits = new Random(seed);
        this.whole = seed == WHOLE;
    }

    /** Plays as fast as it is read. */
    static ScriptedLine whole(String played) {
        return new ScriptedLine(played.getBytes(StandardCharsets.UTF_8), WHOLE);
    }

    static ScriptedLine of(String played) {
        return new ScriptedLine(played.getBytes(StandardCharsets.UTF_8), 1);
    }

    String sent() {
        return sent.toString(StandardCharsets.UTF_8);
    }

    @Override
    public int poll(byte[] into, Deadline deadline) throws Broken {
        if (at == played.length) {
            throw new Broken("the script is over");
        }
        if (whole) {
            int all = Math.min(into.length, played.length - at);
            System.arraycopy(played, at, into, 0, all);
            at += all;
            return all;
        }
        int part = Math.min(1 + splits.nextInt(into.length), played.length - at);
        // Mostly small parts, so that every boundary is met.
        part = splits.nextInt(4) == 0 ? part : Math.min(part, 1 + splits.nextInt(7));
        System.arraycopy(played, at, into, 0, part);
        at += part;
        return part;
    }

    @Override
    public void write(byte[] bytes, Deadline deadline) {
        sent.writeBytes(bytes);
    }

    @Override
    public void close() {
        // nothing to let go
    }
}
