package io.holdfast.ui.kit;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.HasValidation;
import io.holdfast.controller.scope.Refused;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Puts each fault of a refusal beside the field it speaks of. */
public final class FieldFaults {

    private final Map<String, HasValidation> fields = new LinkedHashMap<>();

    /**
     * Names a field.
     *
     * @param place what its faults' pointers say after the edit, as in conduit/services
     */
    public <T extends HasValidation> T at(String place, T field) {
        fields.put(place, field);
        return field;
    }

    /** Forgets the fields whose place begins so. */
    public void forget(String place) {
        fields.keySet().removeIf(p -> p.startsWith(place));
    }

    public void clear() {
        fields.values().forEach(f -> f.setInvalid(false));
    }

    /** Says what is wrong with a field. */
    public static void fault(HasValidation field, String sentence) {
        field.setErrorMessage(sentence);
        field.setInvalid(true);
    }

    /** Shows a refusal at its fields and returns the sentences that belong to none. */
    public List<String> show(Component words, Refused refused) {
        var rest = new ArrayList<String>();
        for (var fault : refused.faults()) {
            var said = Sentences.of(words, fault);
            var place = fault.pointer().replaceFirst("^/edits/\\d+/", "");
            fields.entrySet().stream()
                    .filter(f -> place.equals(f.getKey()) || place.startsWith(f.getKey() + "/"))
                    .max(Comparator.comparingInt(f -> f.getKey().length()))
                    .ifPresentOrElse(f -> fault(f.getValue(), said), () -> rest.add(said));
        }
        if (refused.faults().isEmpty()) {
            rest.add(Sentences.of(words, refused));
        }
        return rest;
    }
}
