-- Entries that have no number in their organisation's Merkle log yet. Written with the entry, taken away by
-- the sequencer in the transaction that numbers it: an entry is in here or has a leaf, never both or neither.
create table audit_pending (
    organization_id uuid not null references organization_directory,
    at timestamptz not null,
    entry_id uuid not null,
    primary key (organization_id, at, entry_id)
);

-- What was written before there was a sequencer. The owner is bound as well, but for this one statement.
alter table audit_entry no force row level security;
alter table audit_leaf no force row level security;
insert into audit_pending (organization_id, at, entry_id)
    select e.organization_id, e.at, e.entry_id from audit_entry e
    where not exists (select 1 from audit_leaf l
        where l.organization_id = e.organization_id and l.entry_id = e.entry_id);
alter table audit_leaf force row level security;
alter table audit_entry force row level security;
call protect('audit_pending');

-- How far an organisation's log is: its size, the roots of its complete subtrees, largest first, and its root.
create table audit_log_head (
    organization_id uuid primary key references organization_directory,
    size bigint not null check (size >= 0),
    peaks bytea[] not null,
    root bytea not null check (length(root) = 32),
    sequenced_at timestamptz not null
);
call protect('audit_log_head');

grant select, insert, delete on audit_pending to ${app};
grant select, insert, update on audit_log_head to ${app};

-- A member has an id of its own for the interface, and whoever was invited has joined once a password is chosen.
alter table membership add column member_id uuid not null default gen_random_uuid() unique;
alter table membership add column joined boolean not null default true;

-- Links by which an invited person chooses a password; asked before an organisation is known.
create table invitation (
    token_digest bytea primary key check (length(token_digest) = 32),
    username varchar(100) not null references users,
    valid_until timestamptz not null,
    used_at timestamptz
);
grant select, insert, update on invitation to ${app};

-- Guesses at passwords of the last minutes, by the name that was typed, whether anybody has it or not. Before
-- a login nobody knows an organisation.
create table login_guess (
    guess_id uuid primary key,
    account text not null check (length(account) <= 100),
    kind text not null check (kind in ('GUESS', 'TURNED_AWAY')),
    at timestamptz not null
);
create index login_guess_by_account on login_guess (account, at);
create index login_guess_by_time on login_guess (at);
grant select, insert, delete on login_guess to ${app};
