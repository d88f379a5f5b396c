package io.holdfast.ui.kit;

import com.vaadin.flow.component.Component;
import io.holdfast.controller.scope.Refused;

/**
 * Sentences of the centre in the language of the page. A code is never translated and stands for
 * one sentence; where a language has none for it, the centre's own sentence is shown.
 */
public final class Sentences {

    private Sentences() {}

    public static String of(Component words, Refused refused) {
        return of(words, refused.code(), refused.detail());
    }

    public static String of(Component words, Refused.Fault fault) {
        return of(words, fault.code(), fault.detail());
    }

    public static String of(Component words, String code, String detail) {
        return words.getTranslation(Words.CODE + code, detail);
    }
}
