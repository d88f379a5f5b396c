-- So that what belongs to a change belongs to its organisation by key as well.
create unique index change_request_of_organization on change_request (organization_id, change_id);

-- What people say beside a change, of the whole or of what one device is told. It stays as it was said.
create table change_comment (
    organization_id uuid not null default current_setting('app.organization')::uuid
        references organization_directory,
    comment_id uuid not null,
    change_id uuid not null,
    site_code text not null default '',
    slot text not null default '',
    diff_digest text not null default '',
    person text not null,
    person_name text not null,
    comment text not null check (length(comment) between 1 and 4000),
    at timestamptz not null,
    primary key (organization_id, comment_id),
    foreign key (organization_id, change_id) references change_request (organization_id, change_id),
    check ((site_code = '') = (slot = '') and (slot = '') = (diff_digest = ''))
);
call protect('change_comment');
create index change_comment_of_change on change_comment (organization_id, change_id, comment_id);

-- Which device differences somebody has looked at: for exactly the difference with this digest.
create table change_viewed (
    organization_id uuid not null default current_setting('app.organization')::uuid
        references organization_directory,
    change_id uuid not null,
    person text not null,
    site_code text not null,
    slot text not null,
    diff_digest text not null check (length(diff_digest) = 64),
    person_name text not null,
    at timestamptz not null,
    primary key (organization_id, change_id, person, site_code, slot),
    foreign key (organization_id, change_id) references change_request (organization_id, change_id)
);
call protect('change_viewed');

-- From which change another was made.
create table change_origin (
    organization_id uuid not null default current_setting('app.organization')::uuid
        references organization_directory,
    change_id uuid not null,
    origin_id uuid not null,
    kind text not null check (kind in ('CLONE', 'REVERT')),
    primary key (organization_id, change_id),
    foreign key (organization_id, change_id) references change_request (organization_id, change_id),
    foreign key (organization_id, origin_id) references change_request (organization_id, change_id)
);
call protect('change_origin');

grant select, insert on change_comment, change_origin to ${app};
grant select, insert, update, delete on change_viewed to ${app};
