-- What was done to devices in a hold, until it is answered.
create table site_hold_effect (
    organization_id uuid not null references organization_directory,
    site_code text not null,
    incarnation integer not null,
    sequence bigint not null,
    slot text not null,
    hold bigint not null,
    base text not null,
    local text not null,
    closes text not null,
    answer text not null default '',
    primary key (organization_id, site_code, incarnation, sequence, slot)
);
call protect('site_hold_effect');

grant select, insert on site_hold_effect to ${app};
grant update (answer) on site_hold_effect to ${app};

-- The written review without which a hold is not closed, by somebody who was not in it.
create table site_hold_review (
    organization_id uuid not null references organization_directory,
    site_code text not null,
    incarnation integer not null,
    hold bigint not null,
    reviewed_at timestamptz not null,
    reviewed_by text not null,
    reviewer text not null,
    post_mortem text not null check (length(post_mortem) between 1 and 20000),
    primary key (organization_id, site_code, incarnation, hold)
);
call protect('site_hold_review');

grant select, insert on site_hold_review to ${app};
