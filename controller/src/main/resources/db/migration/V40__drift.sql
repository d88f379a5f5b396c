-- What a person decided about what a device was seen to run: put it back, or accept it until a time.
create table drift_answer (
    organization_id uuid not null references organization_directory,
    site_code text not null,
    slot text not null,
    kind text not null check (kind in ('RE_ASSERT', 'ACCEPT_UNTIL')),
    running_digest text not null check (length(running_digest) = 64),
    until_time timestamptz,
    reason text not null check (length(reason) between 1 and 1000),
    answered_by text not null,
    answered_at timestamptz not null,
    revision bigint not null check (revision >= 0),
    primary key (organization_id, site_code, slot),
    check ((kind = 'ACCEPT_UNTIL') = (until_time is not null))
);
call protect('drift_answer');

grant select, insert, update on drift_answer to ${app};
