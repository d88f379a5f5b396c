-- Secrets of groups of devices and the replacing of secrets. Everything secret is sealed to a site before it is
-- written here; nothing in these tables opens anything at the centre.

-- One secret for many devices, by its name.
create table credential_group (
    organization_id uuid not null references organization_directory,
    group_name text not null check (length(group_name) between 1 and 63),
    changed_at timestamptz not null,
    changed_by text not null,
    primary key (organization_id, group_name)
);
call protect('credential_group');

-- The newest secret of a group as each of its sites can read it.
create table credential_group_seal (
    organization_id uuid not null references organization_directory,
    group_name text not null,
    site_code text not null,
    incarnation int not null,
    sealed_secret text not null,
    primary key (organization_id, group_name, site_code),
    foreign key (organization_id, group_name) references credential_group
);
call protect('credential_group_seal');

-- Whose secret opens a device now: a group's, or its own if empty.
alter table device_access add column credential_group text not null default '';

-- Secrets that shall open a device from now on. The candidate is kept until the site proved it or somebody gave
-- it up; what opened the device before stays in device_access until then.
create table credential_rotation (
    organization_id uuid not null references organization_directory,
    site_code text not null,
    slot text not null,
    rotation bigint not null check (rotation >= 1),
    incarnation int not null,
    group_name text not null,
    sealed_secret text not null,
    attempt bigint not null check (attempt >= 1),
    state text not null check (state in ('WAITING', 'FAILED', 'PROVED', 'WITHDRAWN', 'REPLACED')),
    result text not null,
    reason text not null check (length(reason) <= 300),
    started_at timestamptz not null,
    started_by text not null,
    told_at timestamptz,
    primary key (organization_id, site_code, slot, rotation),
    check ((state in ('WAITING', 'FAILED')) = (sealed_secret <> ''))
);
call protect('credential_rotation');

grant select, insert, update on credential_group, credential_rotation to ${app};
grant select, insert, update, delete on credential_group_seal to ${app};
