-- Roots of the audit log's complete subtrees of 256, 65536 and 16777216 leaves: a proof that the log only grew is made
-- of these and of a few hundred leaves, however long it is. Hashes alone, no row-level security.
create table audit_tile (
    level int not null check (level in (8, 16, 24)),
    place bigint not null check (place >= 0),
    root bytea not null check (length(root) = 32),
    primary key (level, place)
);

-- What each site keeps of the log's heads: its newest statement, signed with the site's key.
create table audit_witness (
    organization_id uuid not null references organization_directory,
    site_code text not null check (length(site_code) <= 63),
    incarnation int not null check (incarnation > 0),
    number bigint not null check (number > 0),
    size bigint not null check (size > 0),
    root bytea not null check (length(root) = 32),
    head_at timestamptz not null,
    kept_at timestamptz not null,
    heard_at timestamptz not null,
    differs text not null check (length(differs) <= 64),
    statement bytea not null,
    primary key (organization_id, site_code)
);
call protect('audit_witness');

-- How far somebody keeps the log, of whichever organisation. The mark is made with a key that is not in the database:
-- it says nothing of whose site it is.
create table audit_witnessed (
    mark text primary key check (length(mark) = 64),
    size bigint not null check (size > 0),
    head_at timestamptz not null,
    heard_at timestamptz not null,
    differs boolean not null
);

-- Heads that a site refused, or keeps and this log is not: the log was rewritten, or there are two.
create table audit_finding (
    organization_id uuid not null references organization_directory,
    site_code text not null check (length(site_code) <= 63),
    incarnation int not null check (incarnation > 0),
    finding text not null check (length(finding) = 64),
    code text not null check (length(code) <= 64),
    proven boolean not null,
    begun_anew boolean not null,
    kept text not null check (length(kept) <= 8192),
    shown text not null check (length(shown) <= 8192),
    at timestamptz not null,
    heard_at timestamptz not null,
    primary key (organization_id, site_code, incarnation, finding)
);
call protect('audit_finding');
create index audit_finding_by_time on audit_finding (organization_id, heard_at desc);

-- Heads of the sites' journals that are entries of the audit log.
create table journal_leaf (
    organization_id uuid not null references organization_directory,
    site_code text not null,
    incarnation int not null,
    stream text not null check (stream = 'J0'),
    sequence bigint not null check (sequence > 0),
    hash text not null check (length(hash) = 64),
    recorded_at timestamptz not null,
    primary key (organization_id, site_code, incarnation, stream, sequence)
);
call protect('journal_leaf');

grant select, insert on audit_tile, audit_finding, journal_leaf to ${app};
grant select, insert, update on audit_witness, audit_witnessed to ${app};
