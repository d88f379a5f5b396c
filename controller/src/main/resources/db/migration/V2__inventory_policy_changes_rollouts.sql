-- What people edit has a version and gives itself its organisation; what is history is only ever added to.

create table site (
    site_id uuid primary key,
    organization_id uuid not null default current_setting('app.organization')::uuid
        references organization_directory,
    code text not null check (length(code) between 1 and 63),
    name text not null check (length(name) between 1 and 100),
    time_zone text not null check (length(time_zone) between 1 and 64),
    number int not null check (number between 1 and 250),
    created_at timestamptz not null,
    version bigint not null default 0,
    unique (organization_id, code),
    unique (organization_id, number)
);
call protect('site');

create table device (
    device_id uuid primary key,
    organization_id uuid not null default current_setting('app.organization')::uuid
        references organization_directory,
    site_id uuid not null references site,
    slot text not null check (length(slot) between 1 and 63),
    document text not null,
    version bigint not null default 0,
    unique (organization_id, site_id, slot)
);
call protect('device');

-- The whole policy of an organisation: zones, conduits, guardrails and every site's plan. Never edited.
create table policy_revision (
    organization_id uuid not null default current_setting('app.organization')::uuid
        references organization_directory,
    revision bigint not null check (revision >= 1),
    document text not null,
    digest text not null check (length(digest) = 64),
    change_id uuid,
    created_at timestamptz not null,
    primary key (organization_id, revision)
);
call protect('policy_revision');

-- The document is the change in one of its states; the columns beside it are for lists and for the database's
-- own checks.
create table change_request (
    change_id uuid primary key,
    organization_id uuid not null default current_setting('app.organization')::uuid
        references organization_directory,
    title text not null check (length(title) between 1 and 200),
    state text not null check (state in
        ('DRAFT', 'VERIFIED', 'IN_REVIEW', 'APPROVED', 'REJECTED', 'WITHDRAWN', 'RELEASED')),
    authors text[] not null check (cardinality(authors) >= 1),
    author_name text not null,
    document text not null,
    basis text not null,
    preview text not null,
    flow_digest text not null,
    config_digest text not null,
    rollout_id uuid,
    created_at timestamptz not null,
    updated_at timestamptz not null,
    version bigint not null default 0
);
call protect('change_request');
create index change_request_newest on change_request (organization_id, change_id desc);

create table change_verdict (
    verdict_id uuid primary key,
    organization_id uuid not null default current_setting('app.organization')::uuid
        references organization_directory,
    change_id uuid not null references change_request,
    person text not null,
    person_name text not null,
    decision text not null check (decision in ('APPROVED', 'REJECTED')),
    comment text not null check (length(comment) <= 4000),
    flow_digest text not null,
    config_digest text not null,
    at timestamptz not null,
    stands boolean not null default true
);
call protect('change_verdict');
create index change_verdict_of_change on change_verdict (change_id);

-- Four eyes, in the database too.
create function nobody_judges_the_own_change() returns trigger language plpgsql as $$
begin
    if exists (select 1 from change_request c
            where c.change_id = new.change_id and new.person = any (c.authors)) then
        raise exception 'nobody judges the own change';
    end if;
    return new;
end $$;
create trigger nobody_judges_the_own_change before insert or update on change_verdict
    for each row execute function nobody_judges_the_own_change();

create function released_only_with_a_standing_approval() returns trigger language plpgsql as $$
begin
    if new.state in ('APPROVED', 'RELEASED') and not exists (select 1 from change_verdict v
            where v.change_id = new.change_id and v.decision = 'APPROVED' and v.stands
              and v.flow_digest = new.flow_digest and v.config_digest = new.config_digest
              and v.person <> all (new.authors)) then
        raise exception 'a change is released with another person''s standing approval only';
    end if;
    if tg_op = 'UPDATE' and not new.authors @> old.authors then
        raise exception 'who wrote on a change stays its author';
    end if;
    return new;
end $$;
create trigger released_only_with_a_standing_approval before insert or update on change_request
    for each row execute function released_only_with_a_standing_approval();

create table rollout (
    rollout_id uuid primary key,
    organization_id uuid not null default current_setting('app.organization')::uuid
        references organization_directory,
    change_id uuid not null references change_request,
    title text not null,
    policy_revision bigint not null,
    release text not null,
    state text not null,
    phase text not null,
    settled boolean not null default false,
    created_at timestamptz not null,
    updated_at timestamptz not null,
    version bigint not null default 0
);
call protect('rollout');
create index rollout_newest on rollout (organization_id, rollout_id desc);
create index rollout_unsettled on rollout (organization_id) where not settled;

-- What a rollout brings to each of its sites; never edited.
create table rollout_content (
    organization_id uuid not null default current_setting('app.organization')::uuid
        references organization_directory,
    rollout_id uuid not null references rollout,
    site_code text not null,
    leaf int not null,
    proof text not null,
    content bytea not null,
    content_digest text not null,
    changed_slots text not null,
    earlier_rollout uuid references rollout,
    primary key (rollout_id, site_code)
);
call protect('rollout_content');

-- The release each site was last meant to have.
create table site_released (
    organization_id uuid not null default current_setting('app.organization')::uuid
        references organization_directory,
    site_code text not null,
    rollout_id uuid not null references rollout,
    primary key (organization_id, site_code)
);
call protect('site_released');

grant select, insert, update on site, device, change_request, change_verdict, rollout to ${app};
grant select, insert on policy_revision, rollout_content to ${app};
grant select, insert, update, delete on site_released to ${app};
