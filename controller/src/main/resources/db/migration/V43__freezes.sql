-- Times in which nothing may start at any site of an organisation, in force at once. Windows are part of the policy and
-- have no table of their own.

create table change_freeze (
    organization_id uuid not null references organization_directory,
    freeze_id uuid not null,
    from_at timestamptz not null,
    until_at timestamptz not null,
    reason text not null check (length(reason) between 1 and 200),
    by_name text not null,
    lifted_at timestamptz,
    lifted_by text not null default '',
    primary key (organization_id, freeze_id),
    check (from_at < until_at)
);
call protect('change_freeze');

grant select, insert, update on change_freeze to ${app};
