-- A search for devices may have brought its node a user of its own.
alter table site_decommissioning_item drop constraint site_decommissioning_item_kind_check;
alter table site_decommissioning_item add check (kind in ('DEVICE', 'GROUP', 'CODES', 'SEARCH'));

-- Since when the group whose secret a rotation brings has it. A device that is proved to be opened by a secret which
-- somebody else knew before is not replaced by that. Null for a device's own secret, and where it is not known any more.
alter table credential_rotation add column secret_from timestamptz;

-- The migration sees all organisations.
alter table credential_rotation no force row level security;
alter table credential_group no force row level security;
update credential_rotation r set secret_from = g.changed_at from credential_group g
    where g.organization_id = r.organization_id and g.group_name = r.group_name and g.changed_at <= r.started_at;
alter table credential_rotation force row level security;
alter table credential_group force row level security;
