package io.holdfast.spi;

import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.InstantSource;
import java.util.List;

/** An adapter that logs in with a certificate. Which user that is, the device decides. */
public interface CertificateLogin {

    /** From now on this is shown to devices, leaf first. */
    void loginWith(PrivateKey key, List<X509Certificate> chain);

    /**
     * Devices' certificates are judged at this time and not at the wall clock's, which anybody may
     * have set.
     *
     * @param surely the earliest moment it may be now
     */
    void timedBy(InstantSource surely);
}
