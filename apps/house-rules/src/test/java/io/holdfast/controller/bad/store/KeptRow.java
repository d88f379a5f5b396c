package io.holdfast.controller.bad.store;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;

/** A row in its store, as it should be; others misuse it. */
@Entity
public class KeptRow {
    @Id long id;
}
