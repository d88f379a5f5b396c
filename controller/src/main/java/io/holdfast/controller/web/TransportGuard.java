package io.holdfast.controller.web;

import java.net.InetAddress;
import java.net.UnknownHostException;
import org.springframework.beans.factory.InitializingBean;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/** Plain HTTP only on loopback; elsewhere TLS, or the centre does not start (rulings C7). */
@Component
class TransportGuard implements InitializingBean {

    private final String address;
    private final boolean tls;

    TransportGuard(
            @Value("${server.address:}") String address,
            @Value("${server.ssl.bundle:}") String bundle,
            @Value("${server.ssl.key-store:}") String keyStore,
            @Value("${server.ssl.certificate:}") String certificate) {
        this.address = address;
        this.tls = !bundle.isBlank() || !keyStore.isBlank() || !certificate.isBlank();
    }

    @Override
    public void afterPropertiesSet() {
        if (!tls && !loopback(address)) {
            throw new IllegalStateException(
                    "plain HTTP is offered on loopback only: set server.ssl.*, or server.address=127.0.0.1"
                            + " (it is \""
                            + address
                            + "\")");
        }
    }

    static boolean loopback(String address) {
        try {
            return !address.isBlank() && InetAddress.getByName(address).isLoopbackAddress();
        } catch (UnknownHostException e) {
            return false;
        }
    }
}
