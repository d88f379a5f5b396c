package io.holdfast.controller.bad;

import org.springframework.transaction.annotation.Transactional;

/** Spring cannot make a subclass of it. */
@Transactional
final class FinalUseCase {
    void approve() {}
}
