package io.holdfast.simulator.wire;

import io.holdfast.simulator.Fault;
import io.holdfast.simulator.xml.Element;
import io.holdfast.simulator.xml.XmlWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;

/** Answers that no honest device gives (security.md T4). */
final class Mischief {

    private static final Duration SLOW = Duration.ofSeconds(5);
    private static final int OVERSIZED = 80 << 20;
    private static final int DEEP = 100_000;

    private Mischief() {}

    /** Writes the spoiled answer and says so, or leaves it to the caller. */
    static boolean spoiled(Fault fault, Framing framing, Element reply)
            throws IOException, InterruptedException {
        var honest = XmlWriter.flat(reply);
        switch (fault) {
            case SLOW -> {
                Thread.sleep(SLOW);
                return false;
            }
            case SECOND_REPLY -> {
                framing.write(bytes(honest));
                return false;
            }
            case WRONG_MESSAGE_ID ->
                    framing.write(
                            bytes(
                                    XmlWriter.flat(
                                            reply.withAttribute(
                                                    Element.key("", "message-id"), "4711"))));
            case OVERSIZED -> oversized(framing, reply);
            case BILLION_LAUGHS -> framing.write(bytes(laughs(honest)));
            case EXTERNAL_ENTITY ->
                    framing.write(
                            bytes(
                                    "<!DOCTYPE r [<!ENTITY e SYSTEM \"file:///etc/hostname\">]>"
                                            + honest.replace("</rpc-reply>", "&e;</rpc-reply>")));
            case DEEP_NESTING ->
                    framing.write(
                            bytes(
                                    honest.replace(
                                            "</rpc-reply>",
                                            "<a>".repeat(DEEP)
                                                    + "</a>".repeat(DEEP)
                                                    + "</rpc-reply>")));
            case INVALID_UTF8 -> {
                var text = bytes(honest.replace("</rpc-reply>", "?</rpc-reply>"));
                text[text.length - "</rpc-reply>".length() - 1] = (byte) 0xC0;
                framing.write(text);
            }
            case ENDLESS_CHUNK -> endless(framing);
            case SLOW_BYTES -> slowBytes(framing, honest);
            case NONE,
                    SILENT,
                    CHANGED_HOST_KEY,
                    OK_WITHOUT_EFFECT,
                    DROP_AFTER_COMMIT,
                    COMMIT_ANSWER_LOST,
                    CONFIRM_UNANSWERED,
                    CONFIRM_DONE_UNANSWERED,
                    VALIDATE_LOSES_THE_CHANGE,
                    COMMIT_WITHOUT_EFFECT,
                    TRIAL_IS_PERMANENT,
                    TRIAL_NEVER_ENDS,
                    CANCEL_WITHOUT_EFFECT,
                    TRIAL_ENDS_WITH_ITS_SESSION,
                    STARTUP_NOT_SAVED,
                    SET_WITHOUT_EFFECT,
                    SET_PARTIAL,
                    SET_WRONG_VALUE,
                    SET_COMMIT_FAILED,
                    SET_DROPPED,
                    SET_ANSWER_LOST,
                    SET_REBOOTS -> {
                return false;
            }
        }
        return true;
    }

    private static void oversized(Framing framing, Element reply) throws IOException {
        var out = framing.raw();
        var block = new byte[1 << 16];
        Arrays.fill(block, (byte) 'x');
        var start = bytes(XmlWriter.flat(reply).replace("</rpc-reply>", "<!--"));
        if (framing.chunked()) {
            out.write(bytes("\n#" + (OVERSIZED + start.length) + "\n"));
        }
        out.write(start);
        for (int sent = 0; sent < OVERSIZED; sent += block.length) {
            out.write(block);
        }
        out.flush();
    }

    private static void endless(Framing framing) throws IOException {
        var out = framing.raw();
        var block = new byte[1 << 12];
        Arrays.fill(block, (byte) ' ');
        out.write(bytes("\n#4294967295\n"));
        while (true) {
            out.write(block);
            out.flush();
        }
    }

    private static void slowBytes(Framing framing, String honest)
            throws IOException, InterruptedException {
        var out = framing.raw();
        for (var one : bytes("\n#" + honest.length() + "\n" + honest + "\n##\n")) {
            out.write(one);
            out.flush();
            Thread.sleep(1000);
        }
    }

    private static String laughs(String honest) {
        var text = new StringBuilder("<!DOCTYPE r [<!ENTITY l0 \"ha\">");
        for (int i = 1; i < 20; i++) {
            text.append("<!ENTITY l").append(i).append(" \"");
            text.append(("&l" + (i - 1) + ";").repeat(10)).append("\">");
        }
        return text + "]>" + honest.replace("</rpc-reply>", "&l19;</rpc-reply>");
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
