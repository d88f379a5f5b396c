package io.holdfast.controller.bad;

import org.springframework.transaction.annotation.Transactional;

/** The method runs without the transaction it asks for. */
@Transactional
class FinalMethod {
    final void approve() {}
}
