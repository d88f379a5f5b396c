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

    @Override
    public List<Locale> getProvidedLocales() {
        return List.of(Locale.ENGLISH, Locale.GERMAN);
    }

    @Override
    public String getTranslation(String key, Locale locale, Object... parameters) {
        var language = locale.getLanguage().equals("de") ? Locale.GERMAN : Locale.ENGLISH;
        try {
            var pattern =
                    ResourceBundle.getBundle(
                                    BUNDLE,
                                    language,
                                    ResourceBundle.Control.getNoFallbackControl(
                                            ResourceBundle.Control.FORMAT_PROPERTIES))
                            .getString(key);
            return new MessageFormat(pattern, language).format(parameters);
        } catch (MissingResourceException e) {
            return "!" + key + "!";
        }
    }
}
