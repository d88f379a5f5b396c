-- How often each device began to run something nobody approved: what was mended and comes again is told again.
create table told_drift (
    organization_id uuid not null default current_setting('app.organization')::uuid
        references organization_directory,
    site_code text not null,
    slot text not null,
    running_digest text not null,
    times bigint not null check (times > 0),
    present boolean not null,
    primary key (organization_id, site_code, slot)
);
call protect('told_drift');

grant select, insert, update on told_drift to ${app};

-- The page of the audit log reads backwards, of everybody or of one person.
create index audit_entry_newest on audit_entry (organization_id, entry_id desc);
create index audit_entry_of_actor on audit_entry (organization_id, actor, entry_id desc);

-- Who made a device run what it was read back with, as the device itself tells: the newest word of each.
create table slot_changed_by (
    organization_id uuid not null default current_setting('app.organization')::uuid
        references organization_directory,
    site_code text not null,
    slot text not null,
    running_digest text not null,
    login text not null check (length(login) <= 64),
    at timestamptz not null,
    primary key (organization_id, site_code, slot)
);
call protect('slot_changed_by');

grant select, insert, update on slot_changed_by to ${app};
