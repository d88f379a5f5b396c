-- How far the audit log was handed over, to a file or to a syslog receiver. The place is moved after it was confirmed:
-- the log itself is the queue, and what is not confirmed is handed over again. One process holds a stream at a time.
create table audit_stream (
    organization_id uuid not null references organization_directory,
    stream text not null check (stream in ('FILE', 'SYSLOG')),
    place text not null check (length(place) between 1 and 500),
    size bigint not null default 0 check (size >= 0),
    head bigint not null default 0 check (head >= 0),
    holder uuid not null,
    held_until timestamptz not null,
    confirmed_at timestamptz not null,
    reason text not null default '' check (length(reason) <= 300),
    told boolean not null default false,
    primary key (organization_id, stream, place)
);
call protect('audit_stream');
grant select, insert, update on audit_stream to ${app};
