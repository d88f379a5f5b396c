package io.holdfast.netconf;

import io.holdfast.spi.xml.XmlEscape;
import java.time.Duration;

/** The operations of RFC 6241 in XML. */
final class Rpc {

    static final String BASE = "urn:ietf:params:xml:ns:netconf:base:1.0";

    private Rpc() {}

    static String hello() {
        return "<hello xmlns=\""
                + BASE
                + "\"><capabilities><capability>urn:ietf:params:netconf:base:1.0</capability>"
                + "<capability>urn:ietf:params:netconf:base:1.1</capability></capabilities></hello>";
    }

    static String message(String id, String operation) {
        return "<rpc xmlns=\"" + BASE + "\" message-id=\"" + id + "\">" + operation + "</rpc>";
    }

    static String get(String filter) {
        return "<get><filter type=\"subtree\">" + filter + "</filter></get>";
    }

    static String lock(String datastore) {
        return "<lock><target><" + datastore + "/></target></lock>";
    }

    static String unlock(String datastore) {
        return "<unlock><target><" + datastore + "/></target></unlock>";
    }

    /** Merge by default: what is to be replaced says so itself. */
    static String edit(String config, boolean testFirst) {
        return "<edit-config><target><candidate/></target>"
                + "<default-operation>merge</default-operation>"
                + (testFirst ? "<test-option>test-then-set</test-option>" : "")
                + "<config>"
                + config
                + "</config></edit-config>";
    }

    static String validate() {
        return "<validate><source><candidate/></source></validate>";
    }

    static String commitOnTrial(Duration deadline, String persist) {
        return "<commit><confirmed/><confirm-timeout>"
                + deadline.toSeconds()
                + "</confirm-timeout><persist>"
                + XmlEscape.text(persist)
                + "</persist></commit>";
    }

    static String confirm(String persist) {
        return "<commit><persist-id>" + XmlEscape.text(persist) + "</persist-id></commit>";
    }

    static String cancel(String persist) {
        return "<cancel-commit><persist-id>"
                + XmlEscape.text(persist)
                + "</persist-id></cancel-commit>";
    }

    static String discard() {
        return "<discard-changes/>";
    }

    static String saveToStartup() {
        return "<copy-config><target><startup/></target><source><running/></source></copy-config>";
    }

    /** An empty filter selects nothing (RFC 6241 section 6.4.2): a question with a short answer. */
    static String areYouThere() {
        return "<get><filter type=\"subtree\"/></get>";
    }

    static String closeSession() {
        return "<close-session/>";
    }
}
