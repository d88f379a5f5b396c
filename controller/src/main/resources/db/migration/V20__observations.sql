-- What sites saw: samples, alarms, links, configurations, use of conduits. Claims of sites and devices, kept
-- beside what people decided about them.

-- A series has a small number of its own, as it stands in every one of its rows.
create table series (
    organization_id uuid not null references organization_directory,
    series_id int generated always as identity,
    site_code text not null,
    slot text not null,
    metric text not null check (length(metric) <= 63),
    instance text not null check (length(instance) <= 100),
    retention text not null check (retention in ('SHORT', 'STANDARD', 'LONG')),
    primary key (series_id),
    unique (organization_id, site_code, slot, metric, instance, retention)
);
call protect('series');

-- One row for a series and an hour: at most 50 delta-encoded samples, the first at from_at. A table per
-- retention class, a partition per UTC day, made when the day's first row comes and dropped whole when the
-- class keeps it no longer. What people look at by series and time has this one index.
create table sample_block_short (
    from_at timestamptz not null,
    organization_id uuid not null,
    series_id int not null,
    block bytea not null check (length(block) <= 1100),
    primary key (series_id, from_at)
) partition by range (from_at);
create table sample_block_standard (
    from_at timestamptz not null,
    organization_id uuid not null,
    series_id int not null,
    block bytea not null check (length(block) <= 1100),
    primary key (series_id, from_at)
) partition by range (from_at);
create table sample_block_long (
    from_at timestamptz not null,
    organization_id uuid not null,
    series_id int not null,
    block bytea not null check (length(block) <= 1100),
    primary key (series_id, from_at)
) partition by range (from_at);
call protect('sample_block_short');
call protect('sample_block_standard');
call protect('sample_block_long');

-- Times without samples, and why.
create table sample_gap (
    organization_id uuid not null references organization_directory,
    site_code text not null,
    slot text not null,
    from_at timestamptz not null,
    to_at timestamptz not null check (to_at > from_at),
    reason text not null,
    detail text not null,
    primary key (organization_id, site_code, slot, from_at, reason)
);
call protect('sample_gap');

-- How far each site's events are here.
create table site_event_head (
    organization_id uuid not null references organization_directory,
    site_code text not null,
    incarnation int not null,
    sequence bigint not null,
    received_at timestamptz not null,
    primary key (organization_id, site_code, incarnation)
);
call protect('site_event_head');

create table site_events_dropped (
    organization_id uuid not null references organization_directory,
    site_code text not null,
    incarnation int not null,
    from_sequence bigint not null,
    to_sequence bigint not null,
    told_at timestamptz not null,
    primary key (organization_id, site_code, incarnation, from_sequence)
);
call protect('site_events_dropped');

-- An alarm as its site last told it, and what people here did about it.
create table alarm (
    organization_id uuid not null references organization_directory,
    site_code text not null,
    slot text not null,
    code text not null check (length(code) <= 63),
    instance text not null check (length(instance) <= 100),
    severity text not null,
    phase bytea not null check (length(phase) <= 2000),
    raised boolean not null,
    flapping boolean not null,
    told_at timestamptz not null,
    handling bytea not null,
    version bigint not null default 0,
    primary key (organization_id, site_code, slot, code, instance)
);
call protect('alarm');

create table link_book (
    organization_id uuid not null references organization_directory,
    site_code text not null,
    book bytea not null,
    devices bytea not null,
    changed_at timestamptz not null,
    primary key (organization_id, site_code)
);
call protect('link_book');

-- Who answers for a neighbour that is in no plan.
create table stranger_charge (
    organization_id uuid not null references organization_directory,
    site_code text not null,
    chassis_kind text not null,
    chassis text not null check (length(chassis) <= 255),
    owner text not null check (length(owner) between 1 and 100),
    due timestamptz not null,
    reason text not null check (length(reason) between 1 and 500),
    charged_at timestamptz not null,
    charged_by text not null,
    primary key (organization_id, site_code, chassis_kind, chassis)
);
call protect('stranger_charge');

-- Whole configurations, masked, by the digest of the text. Append-only.
create table configuration_text (
    organization_id uuid not null references organization_directory,
    digest text not null check (length(digest) = 64),
    length int not null,
    compressed bytea not null check (length(compressed) <= 1048576),
    received_at timestamptz not null,
    primary key (organization_id, digest)
);
call protect('configuration_text');

create table configuration_version (
    organization_id uuid not null references organization_directory,
    site_code text not null,
    slot text not null,
    seen_at timestamptz not null,
    digest text not null,
    form text not null,
    cause text not null,
    masked int not null,
    primary key (organization_id, site_code, slot, seen_at)
);
call protect('configuration_version');

create table conduit_use (
    organization_id uuid not null references organization_directory,
    site_code text not null,
    slot text not null,
    conduit text not null,
    permitted bigint not null,
    denied bigint not null,
    first_seen timestamptz not null,
    last_seen timestamptz not null,
    primary key (organization_id, site_code, slot, conduit)
);
call protect('conduit_use');

-- Trials of credentials that were ordered; they travel to the site in its access list.
create table credential_order (
    organization_id uuid not null references organization_directory,
    site_code text not null,
    slot text not null,
    order_number bigint not null check (order_number >= 1),
    ordered_at timestamptz not null,
    ordered_by text not null,
    primary key (organization_id, site_code, slot, order_number)
);
call protect('credential_order');

create table credential_trial (
    organization_id uuid not null references organization_directory,
    site_code text not null,
    slot text not null,
    order_number bigint not null,
    tried_at timestamptz not null,
    result text not null,
    reason text not null,
    primary key (organization_id, site_code, slot, order_number)
);
call protect('credential_trial');

grant select, insert on series, sample_gap, site_events_dropped, configuration_text, configuration_version,
    credential_order, credential_trial to ${app};
grant select, insert, update on sample_block_short, sample_block_standard, sample_block_long, site_event_head,
    alarm, link_book, conduit_use to ${app};
grant select, insert, update, delete on stranger_charge to ${app};
