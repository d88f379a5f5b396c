package io.holdfast.site.bad;

import org.bouncycastle.asn1.x500.X500Name;

/** The site gets certificates and makes none. */
record MakesCertificates(X500Name what) {}
