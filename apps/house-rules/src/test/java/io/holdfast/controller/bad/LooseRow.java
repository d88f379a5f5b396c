package io.holdfast.controller.bad;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;

/** An entity that stands outside a store. */
@Entity
class LooseRow {
    @Id long id;
}
