-- Sites whose node was taken out of service. Every node up to the fence is shut out; a later one serves the site again.
alter table link_site
    add column fence int not null default 0 check (fence >= 0),
    add column fenced_at timestamptz,
    add check ((fence > 0) = (fenced_at is not null));

-- The whole head a site named with its last word: what is found later of its journal is proved by it.
alter table link_contact add column told_hash text not null default '' check (length(told_hash) <= 64);

-- WITHDRAWN waits for a second person before anything happens; STOLEN shuts out at once and is looked at by a second
-- person afterwards. That he is another one, the database holds too.
create table site_decommissioning (
    organization_id uuid not null references organization_directory,
    site_code text not null,
    number int not null check (number >= 1),
    incarnation int not null check (incarnation >= 1),
    cause text not null check (cause in ('WITHDRAWN', 'STOLEN')),
    reason text not null check (length(reason) between 1 and 1000),
    asked_at timestamptz not null,
    asked_by text not null,
    asker text not null,
    confirmed_at timestamptz,
    confirmed_by text not null default '',
    confirmer text,
    dropped_at timestamptz,
    dropped_by text not null default '',
    shut_out_at timestamptz,
    durable bigint not null default 0,
    durable_hash text not null default '',
    told bigint not null default 0,
    told_hash text not null default '',
    last_heard timestamptz,
    primary key (organization_id, site_code, number),
    check (confirmer is null or confirmer <> asker),
    check ((confirmer is null) = (confirmed_at is null)),
    check (cause = 'STOLEN' or shut_out_at is null or confirmed_at is not null),
    check (dropped_at is null or shut_out_at is null)
);
call protect('site_decommissioning');
create unique index decommissioning_open on site_decommissioning (organization_id, site_code)
    where shut_out_at is null and dropped_at is null;
create unique index decommissioning_once on site_decommissioning (organization_id, site_code, incarnation)
    where shut_out_at is not null;

-- What the node knew when it was shut out and what therefore has to be replaced. A device is named SITE/SLOT, for a
-- secret that several sites share has to go everywhere.
create table site_decommissioning_item (
    organization_id uuid not null references organization_directory,
    site_code text not null,
    number int not null,
    kind text not null check (kind in ('DEVICE', 'GROUP', 'CODES')),
    name text not null check (length(name) <= 200),
    group_name text not null check (length(group_name) <= 63),
    settled_at timestamptz,
    settled_by text not null default '',
    how text not null default '' check (length(how) <= 1000),
    primary key (organization_id, site_code, number, kind, name),
    foreign key (organization_id, site_code, number) references site_decommissioning
);
call protect('site_decommissioning_item');

grant select, insert, update on site_decommissioning, site_decommissioning_item to ${app};
