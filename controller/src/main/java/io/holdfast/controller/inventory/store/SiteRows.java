package io.holdfast.controller.inventory.store;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.data.repository.Repository;

/** Sites of the acting organisation. */
interface SiteRows extends Repository<SiteRow, UUID> {

    SiteRow save(SiteRow row);

    Optional<SiteRow> findByCode(String code);

    List<SiteRow> findAllByOrderByCode();
}
