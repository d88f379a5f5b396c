package io.holdfast.ui.kit;

import com.vaadin.flow.component.Component;
import java.util.List;

/** What the menu shows. A page without its feature is not in it (rulings H5). */
public record Menu(List<Group> groups) {

    public Menu {
        groups = List.copyOf(groups);
    }

    /** Pages that belong together under one small head. */
    public record Group(String key, List<Entry> entries) {
        public Group {
            entries = List.copyOf(entries);
        }
    }

    public record Entry(String key, Class<? extends Component> page) {}
}
