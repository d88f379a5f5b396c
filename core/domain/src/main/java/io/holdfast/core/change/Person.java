package io.holdfast.core.change;

import io.holdfast.core.Names;

/**
 * Somebody who acts on a change: the id by which Holdfast knows them, never a display name, because
 * "another person" is decided by it.
 */
public record Person(String id) implements Comparable<Person> {

    public Person {
        Names.text("a person's id", id, 300);
    }

    @Override
    public int compareTo(Person other) {
        return id.compareTo(other.id);
    }

    @Override
    public String toString() {
        return id;
    }
}
