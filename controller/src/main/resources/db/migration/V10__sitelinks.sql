-- The link between the centre and its sites. History (journal, sightings, bundles, deliveries, access
-- lists) is append-only: ${app} may insert and read it, nothing else.

-- Which keys this installation was made with, and its epoch. Raised by one after a restore from backup, by
-- the owner: a greater epoch beats every revision a site has from the time before.
create table link_keys (
    one boolean primary key default true check (one),
    epoch bigint not null default 1 check (epoch >= 1),
    ca_fingerprint text not null,
    delivery_key text not null,
    created_at timestamptz not null
);

create table release_key (
    organization_id uuid not null references organization_directory,
    key_id text not null,
    created_at timestamptz not null,
    primary key (organization_id)
);
call protect('release_key');

-- One row per site; locked while something is decided for it.
create table link_site (
    organization_id uuid not null references organization_directory,
    site_code text not null check (length(site_code) between 1 and 64),
    link_url text not null check (length(link_url) <= 300),
    opened_at timestamptz not null,
    incarnation int not null default 0,
    desired_revision bigint not null default 0,
    access_version bigint not null default 0,
    primary key (organization_id, site_code)
);
call protect('link_site');

-- The newest word of each site.
create table link_contact (
    organization_id uuid not null references organization_directory,
    site_code text not null,
    incarnation int not null,
    software text not null,
    last_heard timestamptz not null,
    connected_since timestamptz not null,
    epoch bigint not null,
    revision bigint not null,
    refused_epoch bigint not null,
    refused_revision bigint not null,
    refused_code text not null,
    refused_reason text not null,
    access_version bigint not null,
    told_sequence bigint not null,
    journal_problem text not null,
    primary key (organization_id, site_code)
);
call protect('link_contact');

-- Journal: key (site, incarnation, stream, sequence), never overwritten. Partitioned by site and not by time,
-- so that the key itself holds the promise of one entry per number.
create table site_journal (
    organization_id uuid not null references organization_directory,
    site_code text not null,
    incarnation int not null check (incarnation >= 1),
    stream text not null check (stream = 'J0'),
    sequence bigint not null check (sequence >= 1),
    hash text not null check (length(hash) = 64),
    entry bytea not null check (length(entry) <= 65536),
    received_at timestamptz not null,
    primary key (organization_id, site_code, incarnation, stream, sequence)
) partition by hash (organization_id, site_code);
call protect('site_journal');
do $$
begin
    for part in 0..7 loop
        execute format('create table %I partition of site_journal for values with (modulus 8, remainder %s)',
            'site_journal_' || part, part);
        execute format('alter table %I enable row level security', 'site_journal_' || part);
        execute format('alter table %I force row level security', 'site_journal_' || part);
    end loop;
end $$;

create table site_journal_head (
    organization_id uuid not null references organization_directory,
    site_code text not null,
    incarnation int not null,
    sequence bigint not null,
    hash text not null,
    primary key (organization_id, site_code, incarnation)
);
call protect('site_journal_head');

-- One number, two entries: both are kept here for a person to look at.
create table journal_fork (
    organization_id uuid not null references organization_directory,
    site_code text not null,
    incarnation int not null,
    sequence bigint not null,
    stored_hash text not null,
    offered_hash text not null,
    offered_entry bytea not null,
    stored_entry bytea not null,
    found_at timestamptz not null,
    primary key (organization_id, site_code, incarnation, sequence, offered_hash)
);
call protect('journal_fork');

create table slot_newest (
    organization_id uuid not null references organization_directory,
    site_code text not null,
    slot text not null,
    heard_at timestamptz not null,
    report bytea not null,
    primary key (organization_id, site_code, slot)
);
call protect('slot_newest');

create table slot_sighting (
    organization_id uuid not null references organization_directory,
    heard_at timestamptz not null,
    sighting_id uuid not null,
    site_code text not null,
    slot text not null,
    report bytea not null,
    primary key (organization_id, heard_at, sighting_id)
) partition by range (heard_at);
call protect('slot_sighting');
call yearly_partitions('slot_sighting');

-- A site's states in order, and each signed delivery of them.
create table site_bundle (
    organization_id uuid not null references organization_directory,
    site_code text not null,
    revision bigint not null check (revision >= 1),
    content_digest text not null check (length(content_digest) = 64),
    release bytea not null,
    leaf int not null check (leaf >= 0),
    proof text[] not null,
    content bytea not null,
    take_over text not null,
    offered_at timestamptz not null,
    offered_by text not null,
    primary key (organization_id, site_code, revision)
);
call protect('site_bundle');

create table site_delivery (
    organization_id uuid not null references organization_directory,
    site_code text not null,
    revision bigint not null,
    epoch bigint not null,
    incarnation int not null,
    issued_at timestamptz not null,
    accept_until timestamptz not null,
    envelope bytea not null,
    primary key (organization_id, site_code, revision, epoch, incarnation, issued_at)
);
call protect('site_delivery');

-- How a site reaches its devices; secrets only sealed to the site.
create table device_access (
    organization_id uuid not null references organization_directory,
    site_code text not null,
    slot text not null,
    incarnation int not null,
    netconf_host text not null,
    netconf_port int not null,
    snmp_host text not null,
    snmp_port int not null,
    pinned_host_key text not null,
    sealed_secret text not null,
    changed_at timestamptz not null,
    changed_by text not null,
    primary key (organization_id, site_code, slot)
);
call protect('device_access');

create table access_list (
    organization_id uuid not null references organization_directory,
    site_code text not null,
    version bigint not null,
    incarnation int not null,
    issued_at timestamptz not null,
    envelope bytea not null,
    primary key (organization_id, site_code, version)
);
call protect('access_list');

grant select, insert on link_keys, release_key, site_journal, journal_fork, slot_sighting, site_bundle,
    site_delivery, access_list to ${app};
grant select, insert, update on link_site, link_contact, site_journal_head, slot_newest, device_access to ${app};
