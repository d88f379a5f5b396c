-- Where people are logged in: which browsers and command lines, since when, and who ended it.
create table login (
    organization_id uuid not null references organization_directory,
    login_id uuid not null,
    issuer text not null check (length(issuer) <= 300),
    subject text not null check (length(subject) <= 200),
    door text not null check (door in ('DASHBOARD', 'REST')),
    program text not null check (length(program) <= 200),
    provider_session text not null check (length(provider_session) <= 200),
    address text not null check (length(address) <= 64),
    agent text not null check (length(agent) <= 200),
    began_at timestamptz not null,
    shown_at timestamptz not null,
    seen_at timestamptz not null,
    ended_at timestamptz,
    ended_by text check (length(ended_by) <= 200),
    primary key (organization_id, login_id),
    check (ended_by is null or ended_at is not null)
);
call protect('login');
create index login_by_person on login (organization_id, issuer, subject);
create unique index login_of_tokens on login
    (organization_id, issuer, subject, program, provider_session, shown_at)
    where door = 'REST' and ended_at is null;
grant select, insert, update, delete on login to ${app};
