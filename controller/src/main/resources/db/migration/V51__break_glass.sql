-- Break-glass codes of sites: verifiers only, the codes themselves were shown once. A newer issue replaces an older one.
-- They are of one site node; the next one gets its own.
create table break_glass_code (
    organization_id uuid not null references organization_directory,
    site_code text not null,
    incarnation integer not null check (incarnation >= 1),
    issue bigint not null check (issue >= 1),
    number integer not null check (number between 1 and 9),
    salt text not null,
    rounds integer not null,
    verifier text not null,
    issued_at timestamptz not null,
    issued_by text not null,
    primary key (organization_id, site_code, issue, number)
);
call protect('break_glass_code');

-- Each hold that somebody opened at a site, as its journal tells it; times are the site's but for the heard ones.
create table site_hold (
    organization_id uuid not null references organization_directory,
    site_code text not null,
    incarnation integer not null,
    hold bigint not null,
    opened_at timestamptz not null,
    opened_heard timestamptz not null,
    lease_seconds bigint not null,
    person text not null,
    reason text not null,
    ended_at timestamptz,
    ended_heard timestamptz,
    ended_by text not null default '',
    ended_cause text not null default '',
    primary key (organization_id, site_code, incarnation, hold)
);
call protect('site_hold');

-- What was done in a hold, each an entry of the site's journal: a code that was used, an opening that was closed.
create table site_hold_deed (
    organization_id uuid not null references organization_directory,
    site_code text not null,
    incarnation integer not null,
    sequence bigint not null,
    hold bigint not null,
    at timestamptz not null,
    kind text not null,
    person text not null,
    code text not null,
    reason text not null,
    primary key (organization_id, site_code, incarnation, sequence)
);
call protect('site_hold_deed');

grant select, insert on break_glass_code, site_hold_deed to ${app};
grant select, insert, update on site_hold to ${app};
