package io.holdfast.controller.bad;

import org.springframework.transaction.annotation.Transactional;

/** A private method has no transaction, whatever it says. */
class HiddenMethod {
    void approve() {
        write();
    }

    @Transactional
    private void write() {}
}
