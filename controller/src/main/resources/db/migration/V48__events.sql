-- What people may want to hear of, in the order in which it can be seen: who adds an event holds the head until the
-- transaction ends.
create table event_head (
    organization_id uuid primary key default current_setting('app.organization')::uuid
        references organization_directory,
    last bigint not null
);
call protect('event_head');

create table event (
    organization_id uuid not null default current_setting('app.organization')::uuid
        references organization_directory,
    place bigint not null check (place > 0),
    event_id uuid not null,
    kind text not null,
    subject text not null check (length(subject) between 1 and 300),
    title text not null check (length(title) <= 300),
    once text not null check (length(once) between 1 and 300),
    data text not null check (length(data) <= 8000),
    at timestamptz not null,
    primary key (organization_id, place),
    unique (organization_id, kind, once)
);
call protect('event');

-- What a person wants to hear of by mail, how far that person was told, and when the last mail went.
create table notification_setting (
    organization_id uuid not null default current_setting('app.organization')::uuid
        references organization_directory,
    issuer text not null,
    subject text not null,
    address text not null check (length(address) <= 254),
    language text not null check (language in ('en', 'de')),
    kinds text[] not null,
    told bigint not null,
    mailed_at timestamptz,
    version bigint not null,
    primary key (organization_id, issuer, subject)
);
call protect('notification_setting');

grant select, insert, update on event_head, notification_setting to ${app};
grant select, insert on event to ${app};
