package io.holdfast.controller.sitelinks.door;

import io.holdfast.controller.sitelinks.keys.LinkKeys;
import io.holdfast.controller.sitelinks.keys.ServerCertificate;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;
import org.springframework.stereotype.Component;

/**
 * Mutual TLS of the listener. The handshake lets in certificates of the link's own authority, also
 * ended ones; whose they are and whether they are still good is decided per request.
 */
@Component
class LinkTls {

    private final LinkKeys keys;
    private final ServerCertificate certificate;

    LinkTls(LinkKeys keys, ServerCertificate certificate) {
        this.keys = keys;
        this.certificate = certificate;
    }

    SSLContext context(List<String> names) {
        try {
            var context = SSLContext.getInstance("TLSv1.3");
            context.init(
                    certificate.keyManagers(names),
                    new TrustManager[] {new OwnAuthority(keys)},
                    new SecureRandom());
            return context;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this platform has no TLS 1.3", e);
        }
    }

    private static final class OwnAuthority extends X509ExtendedTrustManager {

        private final LinkKeys keys;

        OwnAuthority(LinkKeys keys) {
            this.keys = keys;
        }

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type)
                throws CertificateException {
            if (chain.length == 0 || !keys.authority().issued(chain[0])) {
                throw new CertificateException("not of the link's authority");
            }
        }

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket)
                throws CertificateException {
            checkClientTrusted(chain, type);
        }

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine)
                throws CertificateException {
            checkClientTrusted(chain, type);
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type)
                throws CertificateException {
            throw new CertificateException("the centre calls nobody");
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket)
                throws CertificateException {
            checkServerTrusted(chain, type);
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine)
                throws CertificateException {
            checkServerTrusted(chain, type);
        }

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[] {keys.authority().certificate()};
        }
    }
}
