package io.holdfast.controller.sitelinks.door;

import java.net.InetAddress;
import java.security.cert.X509Certificate;

/**
 * Who sends, as the handshake has shown it: the link's authority wrote organisation and node into
 * the certificate. Nobody has looked up yet whether it is still good.
 *
 * @param node as SITE#INCARNATION
 */
record Sender(String organization, String node) {

    /** Somebody who has shown no certificate. All of them together are as one organisation. */
    static Sender stranger(InetAddress from) {
        return new Sender("", "stranger " + from.getHostAddress());
    }

    /** CN=site#1,O=id as the authority writes it. */
    static Sender of(X509Certificate certificate) {
        var subject = certificate.getSubjectX500Principal().getName();
        int at = subject.lastIndexOf(",O=");
        return at < 0
                ? new Sender("", subject)
                : new Sender(subject.substring(at + 3), subject.substring(0, at));
    }
}
