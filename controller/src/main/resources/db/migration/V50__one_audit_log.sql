-- One log over all organisations: of an entry everybody may know digest and tag, and its organisation alone
-- knows by its salt, which is not in the database, that the tag is its own. Hashes alone, no row-level security.
create table audit_tree (
    leaf bigint primary key check (leaf >= 0),
    tag bytea not null check (length(tag) = 32),
    digest bytea not null check (length(digest) = 32)
);

-- How far it is: its size, the roots of its complete subtrees, largest first, and its root.
create table audit_tree_head (
    one boolean primary key default true check (one),
    size bigint not null check (size >= 0),
    peaks bytea[] not null,
    root bytea not null check (length(root) = 32),
    sequenced_at timestamptz not null
);

-- Heads as they were signed; whoever keeps one elsewhere can say later whether the log before it is the same.
create table audit_checkpoint (
    size bigint primary key check (size > 0),
    note text not null check (length(note) <= 8192),
    signed_at timestamptz not null
);

-- Each organisation had a log of its own before: its entries wait and are numbered anew. The owner is bound by
-- row-level security as well, but for these statements.
alter table audit_leaf no force row level security;
alter table audit_pending no force row level security;
insert into audit_pending (organization_id, at, entry_id)
    select organization_id, entry_at, entry_id from audit_leaf on conflict do nothing;
delete from audit_leaf;
alter table audit_leaf add constraint one_number_one_leaf unique (leaf);
alter table audit_pending force row level security;
alter table audit_leaf force row level security;
drop table audit_log_head;

grant select, insert on audit_tree, audit_checkpoint to ${app};
grant select, insert, update on audit_tree_head to ${app};
