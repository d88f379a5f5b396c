-- What the keys in the directory outside the database are known by: with another one the centre does not start. A mark
-- says nothing of its key.
create table key_mark (
    name text primary key check (length(name) <= 64),
    mark text not null check (length(mark) = 64),
    created_at timestamptz not null
);

-- Each time this centre came back from a backup. Written in the transaction that brings the rows back and raises the
-- epoch; whoever reads an older epoch, number or head of the log finds here why.
create table centre_restore (
    epoch bigint primary key check (epoch > 1),
    backup_id text not null check (length(backup_id) <= 64),
    taken_at timestamptz not null,
    restored_at timestamptz not null,
    audit_size bigint not null check (audit_size >= 0),
    audit_root text not null check (length(audit_root) <= 64),
    tokens_ended int not null,
    logins_ended int not null
);

-- Which organisation was told of it.
create table centre_restore_told (
    organization_id uuid not null references organization_directory,
    epoch bigint not null references centre_restore,
    told_at timestamptz not null,
    primary key (organization_id, epoch)
);
call protect('centre_restore_told');

-- A state that a site accepted and this centre knows nothing of: it was given in a time that was lost with the
-- database. Nothing is sent to the site until a person has decided.
create table lost_state (
    organization_id uuid not null references organization_directory,
    site_code text not null,
    incarnation int not null,
    epoch bigint not null,
    revision bigint not null,
    access_version bigint not null,
    found_at timestamptz not null,
    decided_at timestamptz,
    decided_by text not null default '',
    reason text not null default '' check (length(reason) <= 1000),
    primary key (organization_id, site_code, incarnation, epoch, revision, access_version)
);
call protect('lost_state');

-- Readers of the feed ask for kinds; what is older than its time is taken away.
create index event_by_kind on event (organization_id, kind, place);
create index event_by_time on event (organization_id, at);

grant select, insert on key_mark, centre_restore_told to ${app};
grant select on centre_restore to ${app};
grant select, insert, update on lost_state to ${app};
grant delete on event to ${app};
