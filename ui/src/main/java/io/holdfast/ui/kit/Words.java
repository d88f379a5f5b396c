package io.holdfast.ui.kit;

import com.vaadin.flow.i18n.I18NProvider;
import com.vaadin.flow.spring.annotation.SpringComponent;
import java.text.MessageFormat;
import java.util.List;
import java.util.Locale;
import java.util.MissingResourceException;
import java.util.ResourceBundle;

/** The words of the dashboard in English and German. No literal stands in a view (rulings H4). */
@SpringComponent
public class Words implements I18NProvider {

    private static final long serialVersionUID = 1L;

    /** Base name of the word lists, for the check that both have the same keys. */
    public static final String BUNDLE = "io.holdfast.ui.words";

    /** Sentences of the centre's codes, for every language but its own. */
    public static final String CODES = "io.holdfast.ui.codes";

    /** What the key of such a sentence begins with; its only value is the centre's own sentence. */
    static final String CODE = "code:";

    @Override
    public List<Locale> getProvidedLocales() {
        return List.of(Locale.ENGLISH, Locale.GERMAN);
    }

    private static ResourceBundle bundle(String name, Locale language) {
        return ResourceBundle.getBundle(
                name,
                language,
                ResourceBundle.Control.getNoFallbackControl(
                        ResourceBundle.Control.FORMAT_PROPERTIES));
    }

    @Override
    public String getTranslation(String key, Locale locale, Object... parameters) {
        var language = locale.getLanguage().equals("de") ? Locale.GERMAN : Locale.ENGLISH;
        if (key.startsWith(CODE)) {
            return sentence(key.substring(CODE.length()), language, String.valueOf(parameters[0]));
        }
        try {
            return new MessageFormat(bundle(BUNDLE, language).getString(key), language)
                    .format(parameters);
        } catch (MissingResourceException e) {
            return "!" + key + "!";
        }
    }

    private static String sentence(String code, Locale language, String own) {
        if (language.equals(Locale.ENGLISH)) {
            return own;
        }
        var codes = bundle(CODES, language);
        if (!codes.containsKey(code)) {
            return own;
        }
        // Names and numbers stand in the centre's own sentence alone.
        return own.chars().anyMatch(c -> c == '"' || Character.isDigit(c))
                ? codes.getString(code) + " (" + own + ")"
                : codes.getString(code);
    }
}
