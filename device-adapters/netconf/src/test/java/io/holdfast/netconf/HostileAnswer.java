package io.holdfast.netconf;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;

/** Ways to answer a request that no honest device has, and what has to be said of each. */
@SuppressWarnings("ImmutableEnumChecker") // a script keeps nothing
enum HostileAnswer {
    BILLION_LAUGHS(
            talk ->
                    talk.message(
                            HostileAnswer.LAUGHS
                                    + "<rpc-reply xmlns=\""
                                    + Rpc.BASE
                                    + "\" message-id=\"1\"><data>&h;</data></rpc-reply>"),
            "document type"),
    PARAMETER_ENTITY(
            talk -> talk.message("<!DOCTYPE a SYSTEM \"http://127.0.0.1:9/x.dtd\"><a/>"),
            "document type"),
    UNDECLARED_ENTITY(talk -> talk.reply("<data>&passwd;</data>"), "refused"),
    PROCESSING_INSTRUCTION(talk -> talk.reply("<?php phpinfo() ?><ok/>"), "processing instruction"),
    NESTED_A_MILLION_TIMES(
            talk -> talk.reply("<data>" + "<x>".repeat(1_000_000)), "deeper than 64"),
    A_MILLION_ELEMENTS(
            talk -> talk.reply("<data>" + "<x/>".repeat(1_000_000) + "</data>"),
            "more than 500000 elements"),
    ONE_HUGE_ELEMENT(
            talk -> talk.reply("<data><x>" + "y".repeat(2 << 20) + "</x></data>"),
            "characters in one element"),
    MANY_ATTRIBUTES(talk -> talk.reply("<data " + attributes() + "/>"), "refused"),
    TOO_LONG(HostileAnswer::tooLong, "more than 67108864 bytes"),
    TEN_GIB_CHUNK(talk -> talk.say("\n#10737418240\n"), "more than 16777216 bytes"),
    ENDLESS_CHUNK_SIZE(talk -> talk.say("\n#" + "1".repeat(1 << 20)), "more than 16777216 bytes"),
    NO_CHUNK(talk -> talk.say("<rpc-reply/>"), "outside a chunk"),
    WRONG_MESSAGE_ID(talk -> talk.message(envelope("message-id=\"9999\"")), "another message"),
    NO_MESSAGE_ID(talk -> talk.message(envelope("")), "another message"),
    NO_REPLY_AT_ALL(talk -> talk.message("<greeting xmlns=\"" + Rpc.BASE + "\"/>"), "no rpc-reply"),
    FOREIGN_NAMESPACE(
            talk -> talk.message("<rpc-reply message-id=\"1\"><ok/></rpc-reply>"), "no rpc-reply"),
    NEITHER_OK_NOR_ERROR(talk -> talk.reply("<perhaps/>"), "neither ok nor data"),
    INVALID_UTF_8(HostileAnswer::invalidUtf8, "not UTF-8"),
    NOT_WELL_FORMED(talk -> talk.reply("<data><x></data>"), "not well formed"),
    TWO_ROOTS(talk -> talk.message("<a/><b/>"), "not well formed"),
    NEGATIVE_CHUNK(talk -> talk.say("\n#-5\nhello\n##\n"), "not a number"),
    CHUNK_SIZE_THAT_WRAPS_ROUND(
            talk -> talk.say("\n#18446744073709551621\nhello\n##\n"), "more than 16777216 bytes"),
    CHUNK_SIZE_IN_HEX(talk -> talk.say("\n#0x20\n"), "begins with 0"),
    NUL_BYTES(talk -> talk.reply("<data>a\0b</data>"), "not well formed"),
    NOTHING_BUT_NULS(talk -> talk.say("\0".repeat(100_000)), "outside a chunk"),
    OLD_FRAMING_AFTER_BOTH_SAID_CHUNKS(
            talk -> talk.say(envelope("message-id=\"1\"") + ScriptedDevice.END), "outside a chunk"),
    BOTH_FRAMINGS_IN_ONE_MESSAGE(talk -> talk.say("\n#4\n<rpc]]>]]>\n##\n"), "outside a chunk"),
    A_LOG_LINE_BETWEEN_CHUNKS(
            talk -> talk.say("\n#4\n<rpc\nkernel: eth0 link down\n##\n"), "outside a chunk"),
    AN_EMPTY_MESSAGE(talk -> talk.say("\n##\n"), "without a chunk"),
    A_SECOND_HELLO(
            talk -> talk.message("<hello xmlns=\"" + Rpc.BASE + "\"><capabilities/></hello>"),
            "no rpc-reply"),
    ITS_OWN_REQUEST(
            talk -> talk.message("<rpc xmlns=\"" + Rpc.BASE + "\" message-id=\"1\"><get/></rpc>"),
            "no rpc-reply"),
    THE_PASSWORD_AS_AN_ELEMENT(
            talk -> talk.reply("<" + ScriptedDevice.PASSWORD + "></x>"), "not well formed"),
    UTF_16(talk -> talk.say(utf16()), "not UTF-8"),
    REBOOTS(
            talk -> {
                talk.say("\n#900\n<rpc-reply");
                talk.disconnect();
            },
            "connection"),
    HANGS_UP(_ -> {}, "closed the connection"),
    HANGS_UP_IN_THE_MIDDLE(talk -> talk.say("\n#4000\n<rpc-re"), "closed the connection"),
    NOTIFICATIONS_FOR_EVER(HostileAnswer::notifications, "notifications"),
    SILENT(_ -> Thread.sleep(60_000), "in time"),
    ONE_BYTE_AT_A_TIME(HostileAnswer::slowly, "in time");

    private final ScriptedDevice.Script script;
    private final String why;

    HostileAnswer(ScriptedDevice.Script script, String why) {
        this.script = script;
        this.why = why;
    }

    /** Who is meant to run out of time does so soon; the others have time on a busy machine. */
    Duration limit() {
        return why.equals("in time") ? Duration.ofSeconds(6) : Duration.ofSeconds(30);
    }

    ScriptedDevice.Script script() {
        return script;
    }

    String why() {
        return why;
    }

    static final String LAUGHS =
            "<!DOCTYPE l [<!ENTITY a \"ha\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;\">"
                    + "<!ENTITY c \"&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;\">"
                    + "<!ENTITY d \"&c;&c;&c;&c;&c;&c;&c;&c;&c;&c;\">"
                    + "<!ENTITY e \"&d;&d;&d;&d;&d;&d;&d;&d;&d;&d;\">"
                    + "<!ENTITY f \"&e;&e;&e;&e;&e;&e;&e;&e;&e;&e;\">"
                    + "<!ENTITY g \"&f;&f;&f;&f;&f;&f;&f;&f;&f;&f;\">"
                    + "<!ENTITY h \"&g;&g;&g;&g;&g;&g;&g;&g;&g;&g;\">]>";

    private static String envelope(String attributes) {
        return "<rpc-reply xmlns=\"" + Rpc.BASE + "\" " + attributes + "><ok/></rpc-reply>";
    }

    private static String attributes() {
        var out = new StringBuilder();
        for (int i = 0; i < 20_000; i++) {
            out.append(" a").append(i).append("=\"\"");
        }
        return out.toString();
    }

    private static void tooLong(ScriptedDevice.Talk talk) throws IOException {
        var chunk = new byte[1 << 20];
        Arrays.fill(chunk, (byte) ' ');
        for (int i = 0; i < 80; i++) {
            talk.say("\n#" + chunk.length + "\n");
            talk.say(chunk);
        }
    }

    private static byte[] utf16() {
        var text = "<rpc-reply/>".getBytes(StandardCharsets.UTF_16);
        var head = ("\n#" + text.length + "\n").getBytes(StandardCharsets.US_ASCII);
        var end = "\n##\n".getBytes(StandardCharsets.US_ASCII);
        var all = Arrays.copyOf(head, head.length + text.length + end.length);
        System.arraycopy(text, 0, all, head.length, text.length);
        System.arraycopy(end, 0, all, head.length + text.length, end.length);
        return all;
    }

    private static void invalidUtf8(ScriptedDevice.Talk talk) throws IOException {
        talk.say("\n#4\n");
        talk.say(new byte[] {'<', (byte) 0xC0, (byte) 0xAF, '>'});
        talk.say("\n##\n");
    }

    private static void notifications(ScriptedDevice.Talk talk) throws IOException {
        for (int i = 0; i < 5_000; i++) {
            talk.message(
                    "<notification xmlns=\"urn:ietf:params:xml:ns:netconf:notification:1.0\"/>");
        }
    }

    private static void slowly(ScriptedDevice.Talk talk) throws IOException, InterruptedException {
        for (byte next : "\n#200\n<rpc-reply>".getBytes(StandardCharsets.US_ASCII)) {
            talk.say(new byte[] {next});
            Thread.sleep(800);
        }
    }
}
