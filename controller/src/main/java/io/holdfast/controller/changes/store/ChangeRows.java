package io.holdfast.controller.changes.store;

import jakarta.persistence.LockModeType;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.data.domain.Limit;
import org.springframework.data.jpa.repository.Lock;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;

/** Change requests of the acting organisation. */
interface ChangeRows extends Repository<ChangeRow, UUID> {

    Optional<ChangeRow> findById(UUID id);

    @Lock(LockModeType.PESSIMISTIC_WRITE)
    @Query("select c from ChangeRow c where c.id = ?1")
    Optional<ChangeRow> lock(UUID id);

    @Query("select c from ChangeRow c where c.id < ?1 and c.state in ?2 order by c.id desc")
    List<ChangeRow> newest(UUID before, List<String> states, Limit limit);
}
