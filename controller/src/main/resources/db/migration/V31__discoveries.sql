-- Searches for devices that people ordered, how far the sites came with them, and what was found. Orders travel
-- in the signed access list; what sites tell of them are claims.

create table discovery_order (
    organization_id uuid not null references organization_directory,
    site_code text not null,
    discovery_id uuid not null,
    incarnation int not null,
    document bytea not null check (length(document) <= 20000),
    ordered_at timestamptz not null,
    ordered_by text not null,
    not_after timestamptz not null,
    stopped_at timestamptz,
    stopped_by text not null default '',
    primary key (organization_id, site_code, discovery_id)
);
call protect('discovery_order');

-- The newest word about a search. One that ended it is the last.
create table discovery_standing (
    organization_id uuid not null references organization_directory,
    site_code text not null,
    discovery_id uuid not null,
    phase text not null,
    why text not null check (length(why) <= 255),
    asked int not null,
    answered int not null,
    silent int not null,
    remaining int not null,
    outside int not null,
    told_at timestamptz not null,
    primary key (organization_id, site_code, discovery_id)
);
call protect('discovery_standing');

create table discovery_find (
    organization_id uuid not null references organization_directory,
    site_code text not null,
    discovery_id uuid not null,
    address text not null check (length(address) <= 45),
    found_at timestamptz not null,
    document bytea not null check (length(document) <= 12000),
    primary key (organization_id, site_code, discovery_id, address)
);
call protect('discovery_find');

grant select, insert, update on discovery_order, discovery_standing, discovery_find to ${app};
