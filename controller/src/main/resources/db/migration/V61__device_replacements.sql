-- Devices that people at a site replaced, as its journal tells it; times are the site's but for the heard ones.
-- answered: the centre's word about the slot's key counts again from the next list on.
create table device_replacement (
    organization_id uuid not null references organization_directory,
    site_code text not null,
    incarnation integer not null check (incarnation >= 1),
    number bigint not null check (number >= 1),
    hold bigint not null,
    slot text not null,
    replaced_at timestamptz not null,
    replaced_heard timestamptz not null,
    old_serial text not null,
    old_host_key text not null,
    serial text not null,
    host_key text not null,
    person text not null,
    second_person text not null,
    reason text not null,
    epoch bigint not null,
    revision bigint not null,
    evidence text not null,
    taken_over boolean not null,
    answered boolean not null,
    primary key (organization_id, site_code, incarnation, number)
);
call protect('device_replacement');

grant select, insert on device_replacement to ${app};
grant update (answered) on device_replacement to ${app};
